import type { Config } from '../config/config.ts'
import type { Judgement } from '../lint/judgement.ts'
import { isSuppressible, policyRules } from '../lint/policy-rules.ts'
import type { Fleet } from '../lint/spec.ts'
import type { Subject } from '../lint/subject.ts'
import { isExpired, type Suppression, type WrittenSuppression } from '../lint/suppression.ts'
import type { Finding, SuppressedFinding } from '../model/finding.ts'
import { closestName } from '../text/closest-name.ts'
import { isDay } from '../text/day.ts'
import { quoted } from '../text/short.ts'
import { isInvisible } from '../text/visible.ts'
import { configSuppressions } from './config-suppressions.ts'
import { policyFinding } from './policy-finding.ts'
import { indexSuppressions } from './suppression-index.ts'

/** What a judgement says, one by one: a note may stand in for several findings that plan is to judge. */
export function partsOf({ finding, deferred }: Judgement): Finding[] {
  return deferred ? deferred.map((part) => ({ ...finding, ...part })) : [finding]
}

export interface SuppressContext {
  /** What stands beside the subjects, or what the plan of them carries. */
  written: readonly WrittenSuppression[]
  fleet: Fleet
  config: Config
  now: Date
  /** Whether a rule was judged at all for what a suppression covers; one that was not leaves it neither used nor unused. */
  isJudged(ruleId: string, subjects: Iterable<Subject>): boolean
  /** Whether every spec that the config speaks of is in the fleet. */
  coversEverything: boolean
}

export interface Suppressed {
  judgements: Judgement[]
  suppressed: SuppressedFinding[]
  notices: string[]
}

/**
 * Sorts out what suppressions cover, and reports on these: invalid, expired and unused ones. What an enforced rule found
 * stays, with a notice.
 */
export function suppress(judgements: readonly Judgement[], context: SuppressContext): Suppressed {
  const { fleet, config, now, written } = context
  const invalid = new Map(written.map((suppression) => [suppression, whyInvalid(suppression, config)] as const))
  const isValid = (suppression: Suppression): boolean => !isExpired(suppression, now)
  const wellFormed = written.filter((suppression) => !invalid.get(suppression))
  const inConfig = configSuppressions(config, fleet.root)
  const all = [...wellFormed, ...inConfig]
  const valid = all.filter(isValid)
  const coveringOf = indexSuppressions(wellFormed.filter(isValid), inConfig.filter(isValid))
  // What could not be judged may be just what a suppression is for.
  const open = judgements.filter(({ notJudged = [] }) => notJudged.length > 0)
  const isOpen = (suppression: Suppression): boolean =>
    open.some(
      ({ finding, subject, notJudged }) =>
        notJudged?.includes(suppression.rule) && suppression.covers(finding, subject),
    )
  const used = new Set<Suppression>()
  const result: Suppressed = { judgements: [], suppressed: [], notices: [] }
  for (const judgement of judgements) {
    if (valid.length === 0) {
      result.judgements.push(judgement)
      continue
    }
    const covering = partsOf(judgement).map((part) => coveringOf(part, judgement.subject))
    const flat = covering.flat()
    for (const suppression of flat) used.add(suppression)
    const [first] = flat
    const isSuppressed = covering.every(([suppression]) => suppression && !config.enforce.includes(suppression.rule))
    if (first && isSuppressed) result.suppressed.push(suppressedBy(judgement.finding, first))
    else result.judgements.push(judgement)
  }
  for (const suppression of used)
    if (config.enforce.includes(suppression.rule)) result.notices.push(overruled(suppression))
  result.judgements.push(
    ...written.flatMap((suppression) => invalidFinding(suppression, invalid.get(suppression), config)),
    ...all
      .filter((suppression) => isExpired(suppression, now))
      .flatMap((suppression) => expiredFinding(suppression, config)),
    ...valid
      .filter((suppression) => !used.has(suppression) && mayBeUnused(suppression, context) && !isOpen(suppression))
      .flatMap((suppression) => unusedFinding(suppression, config)),
  )
  return result
}

function suppressedBy(finding: Finding, { reason, expires, by }: Suppression): SuppressedFinding {
  return { ...finding, reason, ...(expires !== undefined && { expires }), by }
}

function overruled({ rule, location: { file, line } }: Suppression): string {
  return `${file}:${line}: the suppression of ${rule} is overruled, for the config enforces the rule.`
}

interface Invalid {
  message: string
  part: 'rule' | 'reason' | 'expires'
}

function whyInvalid({ written, words }: WrittenSuppression, config: Config): Invalid | undefined {
  if (words) return words.invalid === undefined ? undefined : { message: words.invalid, part: 'rule' }
  const { rule, reason, expires } = written
  if (rule === undefined) return { message: 'A suppression names its rule; this one names none.', part: 'rule' }
  if (!isSuppressible(rule)) return { message: `${rule} cannot be suppressed.`, part: 'rule' }
  const known = config.available.map(({ id }) => id)
  if (!known.includes(rule)) {
    const closest = closestName(rule, [...known, ...Object.keys(policyRules)])
    const hint = closest ? `did you mean ${JSON.stringify(closest)}?` : '`ibguard rules` lists them.'
    return { message: `There is no rule ${quoted(rule)} to suppress; ${hint}`, part: 'rule' }
  }
  if (reason === undefined || isInvisible(reason)) {
    return { message: `The suppression of ${rule} has no reason; say why it is right here.`, part: 'reason' }
  }
  if (expires !== undefined && !isDay(expires)) {
    const message = `The suppression of ${rule} expires on ${quoted(expires)}, which is no day; write YYYY-MM-DD.`
    return { message, part: 'expires' }
  }
  return undefined
}

function invalidFinding(suppression: WrittenSuppression, invalid: Invalid | undefined, config: Config): Judgement[] {
  if (!invalid) return []
  const { arn, pointer } = suppression
  const at = {
    location: suppression.placeOf(invalid.part),
    pointer: `${pointer}/${invalid.part}`,
    ...(arn && { arn }),
  }
  return policyFinding('invalid-suppression', invalid.message, at, config)
}

function expiredFinding(suppression: Suppression, config: Config): Judgement[] {
  const message = `The suppression of ${suppression.rule} expired on ${suppression.expires}; fix what it suppresses, or decide anew.`
  return policyFinding('expired-suppression', message, suppression, config)
}

function unusedFinding(suppression: Suppression, config: Config): Judgement[] {
  const words = 'words' in suppression ? (suppression as WrittenSuppression).words : undefined
  const message = words?.unused ?? `The suppression of ${suppression.rule} suppresses nothing; remove it.`
  return policyFinding('unused-suppression', message, suppression, config)
}

function mayBeUnused(suppression: Suppression, { fleet, isJudged, coversEverything }: SuppressContext): boolean {
  if (suppression.by === 'config') return coversEverything && isJudged(suppression.rule, fleet.specs)
  const { heirs, arn } = suppression as WrittenSuppression
  const isOfPlan = heirs.size === 0 && arn !== undefined
  return !isOfPlan && isJudged(suppression.rule, heirs)
}
