import type { JsonObject } from '../model/json.ts'
import { toPointer } from '../model/pointer.ts'
import type { ImageType } from '../model/spec.ts'
import type { Configuration } from '../resource/configuration.ts'
import { present } from '../resource/present.ts'
import type { About, Collector } from './collector.ts'
import type { ActiveRule, LintPolicy } from './judgement.ts'
import type { NotJudged } from './not-judged.ts'
import type { CheckContext, Violation } from './rule.ts'
import type { Subject } from './subject.ts'

const hint = ' (partialSpecs: defer in the config leaves what a merge spec does not say to plan.)'

/**
 * Judges one configuration as written. What a merge spec does not say is judged too, as absent; with `defer` it is left
 * to plan, and one note says so. `imageType` is one that the file does not state and reading has told.
 */
export function lintSubject(
  subject: Subject,
  { rulesOf, partialSpecs }: Pick<LintPolicy, 'rulesOf' | 'partialSpecs'>,
  collector: Collector,
  imageType: ImageType | undefined = subject.imageType,
  notJudged?: NotJudged,
): void {
  const { arn, update, source } = subject
  const contexts = [subject.config, ...(subject.alternatives ?? [])].map((config) =>
    contextOf(subject, config, imageType),
  )
  const deferred: [ActiveRule, Violation][] = []
  for (const active of rulesOf(source.file)) {
    const { rule, options } = active
    const checks = contexts.flatMap((context) => checkOf(rule, options, context, subject))
    if (checks.length === 0) continue
    collector.run(
      rule,
      { arn, file: source.file },
      () => judge(rule.id, checks, subject, notJudged),
      (violation) => {
        if (source.isWrong(violation.path)) return
        const isPartial = update === 'merge' && !source.isWritten(violation.path)
        if (isPartial && partialSpecs === 'defer') deferred.push([active, violation])
        else if (isPartial && violation.severity === undefined)
          addAt(collector, active, violation, subject, 'subject', hint)
        else addAt(collector, active, violation, subject, 'subject')
      },
    )
  }
  noteDeferred(deferred, subject, collector)
}

function contextOf(
  { arn, update, clientToken }: Subject,
  config: JsonObject,
  imageType: ImageType | undefined,
): CheckContext {
  return {
    config: present(config) as Configuration,
    arn,
    update,
    imageType,
    clientToken,
  }
}

/** Rules about changes that know all they ask of where a file has both sides. */
const ofBothSides = new Set(['no-imds-downgrade', 'no-logging-removal'])

/** What a rule makes of a configuration, and of the step to it where the file tells what is live. */
function checkOf(
  rule: ActiveRule['rule'],
  options: JsonObject,
  context: CheckContext,
  { before, config, arn, update }: Subject,
): (() => Iterable<Violation>)[] {
  if (rule.check) return [() => rule.check?.(context, options) ?? []]
  if (!before || !rule.checkChange || !ofBothSides.has(rule.id)) return []
  const step = { before: present(before) as Configuration, after: context.config, spec: config, arn, update, tags: {} }
  return [() => rule.checkChange?.(step, options) ?? []]
}

/** What a rule says whatever stands in for what only deployment knows; what it says of some is not judged. */
function judge(
  ruleId: string,
  [first, ...others]: readonly (() => Iterable<Violation>)[],
  subject: Subject,
  notJudged: NotJudged | undefined,
): Iterable<Violation> {
  const said = first?.() ?? []
  if (!notJudged || !subject.source.unknowns?.length) return said
  const all = [[...said], ...others.map((check) => [...check()])]
  const keyOf = ({ messageId, path }: Violation): string => `${messageId} ${toPointer(path)}`
  const rounds = all.map((violations) => new Set(violations.map(keyOf)))
  const isSure = (violation: Violation): boolean =>
    !notJudged.isUnknown(subject, violation.path) && rounds.every((round) => round.has(keyOf(violation)))
  for (const violation of all.flat()) if (!isSure(violation)) notJudged.add(subject, ruleId, violation.path)
  return (all[0] ?? []).filter(isSure)
}

/** Adds a judgement at the subject's own place for it. */
export function addAt(
  collector: Collector,
  active: ActiveRule,
  violation: Violation,
  subject: Subject,
  of: About['of'],
  suffix = '',
  deferred?: About['deferred'],
): void {
  const { source, arn } = subject
  const path = source.asWritten(violation.path)
  const place = source.place(path, violation.at)
  collector.add(active, { ...violation, path }, { subject, arn, place, suffix, of, ...(deferred && { deferred }) })
}

function noteDeferred(all: readonly [ActiveRule, Violation][], subject: Subject, collector: Collector): void {
  const [first] = all
  if (!first) return
  const [{ rule, options }, { path }] = first
  const ids = [...new Set(all.map(([active]) => active.rule.id))].join(', ')
  const message = `This merge spec does not say enough for ${ids}; plan judges the resulting configuration.`
  const noting: ActiveRule = { rule: { ...rule, messages: { deferred: message } }, severity: 'note', options }
  const deferred = all.map(([active, violation]) => ({
    ruleId: active.rule.id,
    pointer: toPointer(subject.source.asWritten(violation.path)),
  }))
  addAt(collector, noting, { messageId: 'deferred', path }, subject, 'subject', '', deferred)
}
