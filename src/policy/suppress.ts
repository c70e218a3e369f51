import type { Config } from '../config/config.ts'
import type { Finding, Fleet, Spec, SuppressedFinding } from '../model.ts'
import { isSuppressible, policyRules } from '../rule/policy-rules.ts'
import { closestName } from '../text/closest-name.ts'
import { isDay } from '../text/day.ts'
import { quoted } from '../text/short.ts'
import { configExceptions } from './config-exceptions.ts'
import { type Exception, isExpired } from './exception.ts'
import { indexExceptions } from './exception-index.ts'
import { policyFinding } from './policy-finding.ts'
import type { SpecException } from './spec-exceptions.ts'

export interface Judged {
  findings: readonly Finding[]
  details: ReadonlyMap<Finding, { spec: Spec | undefined; deferred?: readonly Pick<Finding, 'ruleId' | 'pointer'>[] }>
}

/** What a finding says, one by one: a note may stand in for several findings that plan is to judge. */
export function partsOf(finding: Finding, { details }: Judged): Finding[] {
  const deferred = details.get(finding)?.deferred
  return deferred ? deferred.map((part) => ({ ...finding, ...part })) : [finding]
}

export interface SuppressContext {
  /** What specs, or the plan of them, state. */
  inSpecs: readonly SpecException[]
  fleet: Fleet
  config: Config
  /** YYYY-MM-DD, UTC. */
  today: string
  /** Whether a rule was judged at all for what an exception covers; one that was not leaves it neither used nor unused. */
  isJudged(ruleId: string, specs: Iterable<Spec>): boolean
  /** Whether every spec that the config speaks of is in the fleet. */
  whole: boolean
}

export interface Suppressed {
  findings: Finding[]
  suppressed: SuppressedFinding[]
  notices: string[]
}

/**
 * Sorts out the findings that suppressions except, and reports on these: invalid, expired and unused ones. What an
 * enforced rule found stays, with a notice.
 */
export function suppress(judged: Judged, context: SuppressContext): Suppressed {
  const { fleet, config, today, inSpecs } = context
  const invalid = new Map(inSpecs.map((exception) => [exception, whyInvalid(exception, config)] as const))
  const isValid = (exception: Exception): boolean => !isExpired(exception, today)
  const wellFormed = inSpecs.filter((exception) => !invalid.get(exception))
  const inConfig = configExceptions(config, fleet.root)
  const all = [...wellFormed, ...inConfig]
  const valid = all.filter(isValid)
  const coveringOf = indexExceptions(wellFormed.filter(isValid), inConfig.filter(isValid))
  const used = new Set<Exception>()
  const result: Suppressed = { findings: [], suppressed: [], notices: [] }
  for (const finding of judged.findings) {
    const spec = judged.details.get(finding)?.spec
    const covering = partsOf(finding, judged).map((part) => coveringOf(part, spec))
    for (const exception of covering.flat()) used.add(exception)
    const [first] = covering.flat()
    const isExcepted = covering.every(([exception]) => exception && !config.enforce.includes(exception.rule))
    if (first && isExcepted) result.suppressed.push(suppressedBy(finding, first))
    else result.findings.push(finding)
  }
  for (const exception of used) if (config.enforce.includes(exception.rule)) result.notices.push(overruled(exception))
  result.findings.push(
    ...inSpecs.flatMap((exception) => invalidFinding(exception, invalid.get(exception), config)),
    ...all.filter((exception) => isExpired(exception, today)).flatMap((exception) => expiredFinding(exception, config)),
    ...valid
      .filter((exception) => !used.has(exception) && mayBeUnused(exception, context))
      .flatMap((exception) => unusedFinding(exception, config)),
  )
  return result
}

function suppressedBy(finding: Finding, { reason, expires, by }: Exception): SuppressedFinding {
  return { ...finding, reason, ...(expires !== undefined && { expires }), by }
}

function overruled({ rule, location: { file, line } }: Exception): string {
  return `${file}:${line}: the suppression of ${rule} is overruled, for the config enforces the rule.`
}

interface Invalid {
  message: string
  part: 'rule' | 'reason' | 'expires'
}

function whyInvalid({ written: { rule, reason, expires } }: SpecException, config: Config): Invalid | undefined {
  if (rule === undefined) return { message: 'A suppression names its rule; this one names none.', part: 'rule' }
  if (!isSuppressible(rule)) return { message: `${rule} cannot be suppressed.`, part: 'rule' }
  const known = config.available.map(({ id }) => id)
  if (!known.includes(rule)) {
    const closest = closestName(rule, [...known, ...Object.keys(policyRules)])
    const hint = closest ? `did you mean ${JSON.stringify(closest)}?` : '`ibguard rules` lists them.'
    return { message: `There is no rule ${quoted(rule)} to suppress; ${hint}`, part: 'rule' }
  }
  if (reason === undefined || reason.trim() === '') {
    return { message: `The suppression of ${rule} has no reason; say why it is right here.`, part: 'reason' }
  }
  if (expires !== undefined && !isDay(expires)) {
    const message = `The suppression of ${rule} expires on ${quoted(expires)}, which is no day; write YYYY-MM-DD.`
    return { message, part: 'expires' }
  }
  return undefined
}

function invalidFinding(exception: SpecException, invalid: Invalid | undefined, config: Config): Finding[] {
  if (!invalid) return []
  const { arn, pointer } = exception
  const at = {
    location: exception.placeOf(invalid.part),
    pointer: `${pointer}/${invalid.part}`,
    ...(arn && { arn }),
  }
  return policyFinding('invalid-suppression', invalid.message, at, config)
}

function expiredFinding(exception: Exception, config: Config): Finding[] {
  const message = `The suppression of ${exception.rule} expired on ${exception.expires}; fix what it excepts, or decide anew.`
  return policyFinding('expired-suppression', message, exception, config)
}

function unusedFinding(exception: Exception, config: Config): Finding[] {
  const message = `The suppression of ${exception.rule} suppresses nothing; remove it.`
  return policyFinding('unused-suppression', message, exception, config)
}

function mayBeUnused(exception: Exception, { fleet, isJudged, whole }: SuppressContext): boolean {
  if (exception.by === 'config') return whole && isJudged(exception.rule, fleet.specs)
  const { heirs, arn } = exception as SpecException
  const isOfPlan = heirs.size === 0 && arn !== undefined
  return !isOfPlan && isJudged(exception.rule, heirs)
}
