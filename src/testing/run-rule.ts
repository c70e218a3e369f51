import type { Patch } from '../document/edit/patch.ts'
import { ParsedText } from '../document/yaml/parsed-text.ts'
import { messageOf } from '../lint/message.ts'
import type { ChangeContext, CheckContext, Rule, Violation } from '../lint/rule.ts'
import type { Spec } from '../lint/spec.ts'
import type { KnownFacts } from '../model/facts.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { toPointer } from '../model/pointer.ts'
import type { ImageType } from '../model/spec.ts'
import type { Configuration } from '../resource/configuration.ts'
import { overlay } from '../resource/overlay.ts'
import { present } from '../resource/present.ts'
import { resourceType } from '../resource/resource-type.ts'
import { exampleArn } from '../resource/target-arn.ts'
import { readSpecFile } from '../sources/spec-file/spec-file.ts'

/** What a rule said, with the place in the spec's text. */
export interface Judged {
  messageId: string
  message: string
  severity?: 'note'
  pointer: string
  line: number
  column: number
  arn: string
  fix: readonly Patch[]
}

export interface Situation {
  /** A spec, or the text of a spec file (YAML or JSON) with any number of them. */
  spec: JsonObject | string
  options?: JsonObject | undefined
  /** For specs that do not state it. */
  imageType?: ImageType | undefined
  /** Live configuration; change rules judge the step from it to what the spec makes of it. */
  live?: JsonObject | undefined
  /** Live tags of the configuration itself. */
  tags?: Record<string, string> | undefined
  /** What the account answers, for rules with `checkAccount`. */
  facts?: KnownFacts | undefined
}

/** What `rule` says of a situation, in the order in which it says it. */
export function runRule(rule: Rule, situation: Situation): Judged[] {
  const options = { ...rule.defaults, ...situation.options }
  const specs = readSpecs(situation)
  const judged = (violation: Violation, spec: Spec): Judged => {
    const path = spec.source.asWritten(violation.path)
    const { line, column } = spec.source.place(path, violation.at)
    return {
      messageId: violation.messageId,
      message: messageOf(rule, violation),
      ...(violation.severity && { severity: violation.severity }),
      pointer: toPointer(path),
      line,
      column,
      arn: spec.arn,
      fix: violation.fix === undefined ? [] : [violation.fix].flat(),
    }
  }
  const alone = specs.flatMap((spec) =>
    [...(rule.check?.(contextOf(spec, situation), options) ?? [])].map((violation) => judged(violation, spec)),
  )
  const together = [...(rule.checkFleet?.(specs, options) ?? [])].flatMap((violation) =>
    (violation.spec ? [violation.spec] : specs.filter(({ arn }) => arn === violation.arn)).map((spec) =>
      judged(violation, spec),
    ),
  )
  const steps = specs.flatMap((spec) =>
    [...(rule.checkChange?.(changeOf(spec, situation), options) ?? [])].map((violation) => judged(violation, spec)),
  )
  const { facts = {} } = situation
  const asked = specs.flatMap((spec) =>
    [...(rule.checkAccount?.(contextOf(spec, situation), facts, options) ?? [])].map((violation) =>
      judged(violation, spec),
    ),
  )
  return [...alone, ...together, ...steps, ...asked]
}

function changeOf({ arn, config, update }: Spec, { live = {}, tags = {} }: Situation): ChangeContext {
  const before = present(live) as Configuration
  const after = present(overlay(live, config, update)) as Configuration
  return { arn, before, after, spec: config, update, tags }
}

function contextOf(spec: Spec, situation: Situation): CheckContext {
  const imageType = spec.imageType ?? situation.imageType
  return {
    config: present(spec.config) as Configuration,
    arn: spec.arn,
    update: spec.update,
    ...(imageType && { imageType }),
    ...(spec.clientToken !== undefined && { clientToken: spec.clientToken }),
  }
}

function readSpecs({ spec }: Situation): Spec[] {
  const text =
    typeof spec === 'string' ? spec : JSON.stringify({ [resourceType.arnField]: exampleArn, ...spec } as Json, null, 2)
  const parsed = new ParsedText('spec.yaml', text)
  const broken = parsed.composed.problems[0]
  if (broken) throw new Error(`The spec of a test is broken: ${broken.message}`)
  return readSpecFile(parsed).specs
}
