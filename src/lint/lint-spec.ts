import type { ActiveRule } from '../config/active-rules.ts'
import type { Location } from '../model/finding.ts'
import type { Path } from '../model/json.ts'
import { toPointer } from '../model/pointer.ts'
import type { Configuration } from '../resource/configuration.ts'
import { present } from '../resource/present.ts'
import type { Collector, Subject } from './judge.ts'
import { asWritten, isWritten, locate, locateKey } from './locate.ts'
import type { CheckContext, Violation } from './rule.ts'
import type { Spec } from './spec.ts'

const hint = ' (partialSpecs: defer in the config leaves what a merge spec does not say to plan.)'

/**
 * Judges one spec as written. What a merge spec does not say is judged too, as absent; with `defer` it is left to plan,
 * and one note says so.
 */
export function lintSpec(
  spec: Spec,
  rules: readonly ActiveRule[],
  collector: Collector,
  partialSpecs: 'strict' | 'defer',
): void {
  const { arn, update, imageType, clientToken, source, config } = spec
  const context: CheckContext = {
    config: present(config) as Configuration,
    arn,
    update,
    ...(imageType && { imageType }),
    ...(clientToken !== undefined && { clientToken }),
  }
  const deferred: [ActiveRule, Violation][] = []
  for (const active of rules) {
    const { rule, options } = active
    if (!rule.check) continue
    collector.run(
      rule,
      { arn, file: source.file },
      () => rule.check?.(context, options) ?? [],
      (violation) => {
        if (isWrong(spec, violation.path)) return
        const isPartial = update === 'merge' && !isWritten(spec, violation.path)
        if (isPartial && partialSpecs === 'defer') deferred.push([active, violation])
        else
          addAt(
            collector,
            active,
            violation,
            spec,
            isPartial && violation.severity === undefined ? { suffix: hint } : {},
          )
      },
    )
  }
  noteDeferred(deferred, spec, collector)
}

/** Adds a finding at the spec's own place for it. */
export function addAt(
  collector: Collector,
  active: ActiveRule,
  violation: Violation,
  spec: Spec,
  more: Pick<Subject, 'suffix' | 'deferred'> = {},
): void {
  const path = asWritten(spec, violation.path)
  collector.add(
    active,
    { ...violation, path },
    { arn: spec.arn, location: placeOf(spec, violation, path), spec, ...more },
  )
}

function placeOf(spec: Spec, { at }: Violation, path: Path): Location {
  return { file: spec.source.file, ...(at === 'key' ? locateKey(spec, path) : locate(spec, path)) }
}

function noteDeferred(all: readonly [ActiveRule, Violation][], spec: Spec, collector: Collector): void {
  const [first] = all
  if (!first) return
  const [{ rule, options }, { path }] = first
  const ids = [...new Set(all.map(([active]) => active.rule.id))].join(', ')
  const message = `This merge spec does not say enough for ${ids}; plan judges the resulting configuration.`
  const noting = { ...rule, messages: { deferred: message } }
  const deferred = all.map(([active, violation]) => ({
    ruleId: active.rule.id,
    pointer: toPointer(asWritten(spec, violation.path)),
  }))
  const note: ActiveRule = { rule: noting, severity: 'note', options }
  addAt(collector, note, { messageId: 'deferred', path }, spec, { deferred })
}

/** A value of a wrong type is the schema's to report; a rule sees it as absent. */
function isWrong({ source }: Spec, path: Path): boolean {
  return source.wrong?.some((wrong) => wrong.every((key, at) => String(path[at]) === String(key))) ?? false
}
