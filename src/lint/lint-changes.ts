import { append } from '../model/append.ts'
import type { PlannedChange } from '../model/change.ts'
import { toPointer } from '../model/pointer.ts'
import type { ImageType } from '../model/spec.ts'
import type { Configuration } from '../resource/configuration.ts'
import { present } from '../resource/present.ts'
import { type AccountFacts, createAccountChecks } from './account-checks.ts'
import { Collector } from './collector.ts'
import type { ActiveRule, Judgement, LintPolicy, LintResult } from './judgement.ts'
import { addAt, lintSubject } from './lint-subject.ts'
import type { ChangeContext, CheckContext, Violation } from './rule.ts'
import type { Spec } from './spec.ts'
import type { Subject } from './subject.ts'

/** The specs of a plan and what was said of them as written; neither where only the plan is at hand. */
export interface Written {
  specs: readonly Spec[]
  result: LintResult
}

/**
 * Judges what each change leads to: the resulting configuration by the rules that judge specs, so that what is inherited
 * from live state counts too, and the step from before to after by change rules. What was said of the specs as written
 * stays, but for what was left to plan; where reading has told an image type, those specs are judged again with it. A
 * finding stands where the spec has the value, else at the change's location. With facts about the accounts, rules that
 * need these judge too.
 */
export function lintChanges(
  changes: readonly PlannedChange[],
  written: Written | undefined,
  policy: LintPolicy,
  facts?: AccountFacts,
): LintResult {
  const collector = new Collector()
  const judged = written ? asWritten(changes, written, policy, collector) : []
  const said = Map.groupBy(judged, ({ subject }) => subject)
  const specs = new Map(written?.specs.map((spec) => [spec.arn, spec]))
  const account = facts && createAccountChecks(facts, collector)
  for (const change of changes) {
    const spec = specs.get(change.arn)
    lintChange(change, spec, (spec && said.get(spec)) ?? [], policy.rulesOf(change.location.file), collector, account)
  }
  const { internalErrors } = written?.result ?? { internalErrors: [] }
  return {
    judgements: [...judged, ...collector.judgements],
    internalErrors: [...internalErrors, ...collector.internalErrors],
  }
}

/** What still holds of what was said of the specs as written, now that live state has been read. */
function asWritten(
  changes: readonly PlannedChange[],
  { specs, result }: Written,
  policy: LintPolicy,
  collector: Collector,
): Judgement[] {
  const planned = new Map(changes.filter(({ after }) => after).map((change) => [change.arn, change]))
  const told = new Map<Subject, ImageType>()
  for (const spec of specs) {
    const imageType = spec.imageType ? undefined : planned.get(spec.arn)?.imageType
    if (imageType) told.set(spec, imageType)
  }
  const again = new Collector()
  for (const [spec, imageType] of told) lintSubject(spec, policy, again, imageType)
  append(collector.internalErrors, again.internalErrors)
  const isOld = ({ of, subject }: Judgement): boolean => of === 'subject' && subject !== undefined && told.has(subject)
  const isLeftToPlan = ({ deferred, finding }: Judgement): boolean =>
    deferred !== undefined && planned.has(finding.arn ?? '')
  return [...result.judgements.filter((each) => !isOld(each)), ...again.judgements].filter(
    (each) => !isLeftToPlan(each),
  )
}

function lintChange(
  change: PlannedChange,
  spec: Spec | undefined,
  said: readonly Judgement[],
  rules: readonly ActiveRule[],
  collector: Collector,
  account: ReturnType<typeof createAccountChecks> | undefined,
): void {
  if (!change.after) return
  const { arn, action, update, imageType, location } = change
  const after = present(change.after) as Configuration
  const clientToken = spec?.clientToken
  const result: CheckContext = {
    config: after,
    arn,
    update,
    imageType,
    clientToken,
  }
  const before = present(change.before ?? {}) as Configuration
  const step: ChangeContext = { arn, before, after, spec: spec?.config ?? {}, update, tags: change.tags ?? {} }
  for (const active of rules) {
    const { rule, options } = active
    const at = { arn, file: location.file }
    const add = (violation: Violation, as = active): void => {
      if (spec?.source.isWritten(violation.path)) addAt(collector, as, violation, spec, 'change')
      else collector.add(as, violation, { subject: spec, arn, place: location, of: 'change' })
    }
    if (rule.check) {
      const known = said.filter(({ finding }) => finding.ruleId === rule.id)
      collector.run(
        rule,
        at,
        () => rule.check?.(result, options) ?? [],
        (violation) => {
          if (!isSaid(violation, known)) add(violation)
        },
      )
    }
    if (rule.checkChange && action !== 'no-op')
      collector.run(rule, at, () => rule.checkChange?.(step, options) ?? [], add)
    account?.(active, result, at, (violation, as = active) => add(violation, as))
  }
}

/** The same said of the spec and of the result counts once. */
function isSaid({ messageId, path, severity }: Violation, known: readonly Judgement[]): boolean {
  if (known.length === 0) return false
  const pointer = toPointer(path)
  return known.some(
    ({ messageId: other, finding }) =>
      other === messageId && finding.pointer === pointer && (finding.severity === 'note') === (severity === 'note'),
  )
}
