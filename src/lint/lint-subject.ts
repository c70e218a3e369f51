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
  const contexts = [contextOf(subject, subject.config, imageType)]
  if (subject.alternatives)
    for (const config of subject.alternatives) contexts.push(contextOf(subject, config, imageType))
  const deferred: [ActiveRule, Violation][] = []
  const at = { arn, file: source.file }
  // One pair of functions for all rules: they are asked of every spec.
  let active: ActiveRule
  const check = (): Iterable<Violation> => judge(active, contexts, subject, notJudged)
  const each = (violation: Violation): void => {
    if (source.isWrong(violation.path)) return
    const isPartial = update === 'merge' && !source.isWritten(violation.path)
    if (isPartial && partialSpecs === 'defer') deferred.push([active, violation])
    else if (isPartial && violation.severity === undefined)
      addAt(collector, active, violation, subject, 'subject', hint)
    else addAt(collector, active, violation, subject, 'subject')
  }
  for (active of rulesOf(source.file)) if (judges(active.rule, subject)) collector.run(active.rule, at, check, each)
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

/** Whether a rule has something to say of a configuration, or of the step to it where the file tells what is live. */
function judges({ check, checkChange, byFieldsAlone }: ActiveRule['rule'], { before }: Subject): boolean {
  return check !== undefined || (before !== undefined && checkChange !== undefined && byFieldsAlone === true)
}

function said({ rule, options }: ActiveRule, context: CheckContext, subject: Subject): Iterable<Violation> {
  if (rule.check) return rule.check(context, options) ?? []
  const { before = {}, config, arn, update } = subject
  const step = { before: present(before) as Configuration, after: context.config, spec: config, arn, update, tags: {} }
  return rule.checkChange?.(step, options) ?? []
}

/** What a rule says whatever stands in for what only deployment knows; what it says of some is not judged. */
function judge(
  active: ActiveRule,
  contexts: readonly CheckContext[],
  subject: Subject,
  notJudged: NotJudged | undefined,
): Iterable<Violation> {
  if (!notJudged || !subject.source.unknowns?.length) return said(active, contexts[0] as CheckContext, subject)
  const all = contexts.map((context) => [...said(active, context, subject)])
  const keyOf = ({ messageId, path }: Violation): string => `${messageId} ${toPointer(path)}`
  const rounds = all.map((violations) => new Set(violations.map(keyOf)))
  const isSure = (violation: Violation): boolean =>
    !notJudged.isUnknown(subject, violation.path) && rounds.every((round) => round.has(keyOf(violation)))
  for (const violation of all.flat()) if (!isSure(violation)) notJudged.add(subject, active.rule.id, violation.path)
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
  collector.add(active, path === violation.path ? violation : { ...violation, path }, {
    subject,
    arn,
    place,
    suffix,
    of,
    ...(deferred && { deferred }),
  })
}

function noteDeferred(all: readonly [ActiveRule, Violation][], subject: Subject, collector: Collector): void {
  const first = all[0]
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
