import type { Config } from '../config/config.ts'
import { rulesInForce } from '../config/rules-in-force.ts'
import { notJudgedId } from '../lint/account-checks.ts'
import type { Judgement } from '../lint/judgement.ts'
import { isSuppressible } from '../lint/policy-rules.ts'
import type { Fleet } from '../lint/spec.ts'
import type { Subject } from '../lint/subject.ts'
import type { WrittenSuppression } from '../lint/suppression.ts'
import type { PlannedChange } from '../model/change.ts'
import type { Finding, SuppressedFinding } from '../model/finding.ts'
import { type Baseline, type BaselineEntry, createKnown, entryOf, keyOf, keysOf, placeOf } from './baseline.ts'
import { policyFinding } from './policy-finding.ts'
import { removedFields } from './removed-fields.ts'
import type { RunPolicy } from './run-policy.ts'
import { partsOf, type Suppressed, suppress } from './suppress.ts'

export interface PolicyOptions extends RunPolicy {
  fleet: Fleet
  config: Config
  now: Date
  /** Suppressions that stand beside the subjects, or that the plan of them carries. */
  written: readonly WrittenSuppression[]
  /** Changes whose resulting configuration was judged as well, with the rules that judge changes. */
  planned?: readonly PlannedChange[]
  /** Rules that ask accounts judged these changes too. */
  isDeep?: boolean
}

export type PolicyResult = Suppressed & {
  /** Entries of the baseline that nothing matches any more. */
  stale: BaselineEntry[]
}

/**
 * Adds what the base revision has to say, takes out what suppressions and baseline cover, adds what is wrong with these,
 * and leaves what stands in files that have not changed.
 */
export function applyPolicy(offered: readonly Judgement[], options: PolicyOptions): PolicyResult {
  const { fleet, config, now, coversEverything, baseline, base, written } = options
  const judged = withRemovedFields(offered, options)
  const suppressed = suppress(judged, {
    written,
    fleet,
    config,
    now,
    isJudged: judgement(options, judged),
    coversEverything,
  })
  const isKnown = createKnown(baseline?.entries)
  const inBaseline = (each: Judgement): boolean =>
    baseline !== undefined && partsOf(each).every((part) => canBeBaselined(part, config) && isKnown(part))
  const stale = baseline ? staleEntries(baseline, judged, options) : []
  // An argument that a parent passes may have changed, and the template that uses it not.
  const hasChanged = ({ file, related = [] }: Finding): boolean =>
    base?.hasChanged === undefined || base.hasChanged(file) || related.some((place) => base.hasChanged?.(place.file))
  return {
    judgements: [
      ...suppressed.judgements.filter((each) => !inBaseline(each)),
      ...stale.flatMap((entry) => (baseline ? staleFinding(entry, baseline, config) : [])),
    ].filter(({ finding }) => hasChanged(finding)),
    suppressed: [
      ...suppressed.suppressed,
      ...suppressed.judgements.filter(inBaseline).map(({ finding }) => asBaselined(finding)),
    ].filter(hasChanged),
    notices: suppressed.notices,
    stale,
  }
}

function withRemovedFields(
  judgements: readonly Judgement[],
  { fleet, config, base }: PolicyOptions,
): readonly Judgement[] {
  if (!base) return judgements
  return [...judgements, ...removedFields(fleet, base.specs, config.available, rulesInForce(config, fleet.root))]
}

const asBaselined = (finding: Finding): SuppressedFinding => ({ ...finding, reason: 'in the baseline', by: 'baseline' })

/** Broken files, two definitions of one target and enforced rules are nothing to get used to. */
function canBeBaselined({ ruleId }: Finding, { enforce }: Config): boolean {
  return isSuppressible(ruleId) && ruleId !== 'unique-target' && !enforce.includes(ruleId)
}

/** What a baseline holds when all that can be known now is known; entries that this run did not judge stay. */
export function updatedEntries(judged: readonly Judgement[], options: PolicyOptions): BaselineEntry[] {
  // Without a base: findings that stand in unchanged files are just as known.
  const { judgements } = applyPolicy(judged, { ...options, baseline: undefined, base: undefined })
  const isJudged = entryJudgement(options, judged)
  const others = (options.baseline?.entries ?? []).filter((entry) => !isJudged(entry))
  const known = judgements.filter(({ finding, deferred }) => canBeBaselined(finding, options.config) && !deferred)
  return [...others, ...known.map(({ finding }) => entryOf(finding))]
}

function staleEntries(baseline: Baseline, judgements: readonly Judgement[], options: PolicyOptions): BaselineEntry[] {
  const found = new Set(judgements.flatMap(({ finding }) => keysOf(finding)))
  const isJudged = entryJudgement(options, judgements)
  return baseline.entries.filter((entry) => !found.has(keyOf(entry)) && isJudged(entry))
}

/** Whether this run would have found again what an entry knows. */
function entryJudgement(options: PolicyOptions, judgements: readonly Judgement[]): (entry: BaselineEntry) => boolean {
  const { fleet, coversEverything } = options
  const specsOf = Map.groupBy(fleet.specs, ({ arn }) => arn)
  const files = new Set(fleet.files)
  const isJudged = judgement(options, judgements)
  return ({ arn, file, rule }) => {
    const specs = arn === undefined ? [] : (specsOf.get(arn) ?? [])
    const isHere = arn === undefined ? files.has(file ?? '') : specs.length > 0
    return isHere ? isJudged(rule, specs) : coversEverything
  }
}

/** Whether a rule was judged, in this kind of run, on what some specs ask for. */
function judgement(
  { config, planned, base, isDeep = false }: PolicyOptions,
  judgements: readonly Judgement[],
): (ruleId: string, subjects: Iterable<Subject>) => boolean {
  const blind = new Set(
    judgements.filter(({ messageId }) => messageId === notJudgedId).map(({ finding }) => finding.ruleId),
  )
  const rules = new Map(config.available.map((rule) => [rule.id, rule]))
  const arns = new Set(planned?.map(({ arn }) => arn))
  return (ruleId, subjects) => {
    if (ruleId === 'removed-field-stays') return base !== undefined
    const all = [...subjects]
    const rule = rules.get(ruleId)
    if (rule?.checkAccount && (!isDeep || blind.has(ruleId))) return false
    const isOffline =
      !(rule?.checkChange || rule?.checkAccount) || rule.check !== undefined || rule.checkFleet !== undefined
    const isDeferred = config.partialSpecs === 'defer' && all.some(({ update }) => update === 'merge')
    return (isOffline && !isDeferred) || (planned !== undefined && all.every(({ arn }) => arns.has(arn)))
  }
}

function staleFinding(entry: BaselineEntry, baseline: Baseline, config: Config): Judgement[] {
  const { arn, address, root, file, pointer } = entry
  const target =
    arn ?? (address === undefined ? file : `${address} of ${file}${root === undefined ? '' : ` in ${root || '.'}`}`)
  const message = `The baseline knows ${entry.rule} at ${pointer || 'the spec'} of ${target}, which is no longer found; \`ibguard lint --prune-baseline\` removes the entry.`
  const at = { location: placeOf(baseline, entry), pointer: '', ...(entry.arn !== undefined && { arn: entry.arn }) }
  return policyFinding('stale-baseline', message, at, config)
}
