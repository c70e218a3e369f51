import { diffFields, hashFields } from '../configuration/field-diff.ts'
import { isObject } from '../json.ts'
import { laneOf } from '../lanes/target.ts'
import type { Json, JsonObject, Plan, PlannedChange } from '../model.ts'

const actions = new Set(['update', 'no-op', 'missing', 'blocked'])

/**
 * A plan that came from elsewhere, once it is known to be whole. What could mislead is computed again rather than
 * believed.
 * @param invalid makes the error that says why it cannot be used
 * @throws what `invalid` returns when it is no plan of this version, or not whole
 */
export function checkPlan(plan: Json, invalid: (why: string) => Error): Plan {
  if (!isObject(plan) || plan.kind !== 'ibguard-plan') throw invalid('it is no plan: "kind" is not "ibguard-plan"')
  if (plan.version !== 1) throw invalid(`its version is ${JSON.stringify(plan.version ?? null)}, this tool reads 1`)
  const { changes, findings, suppressed, summary } = plan
  if (!Array.isArray(changes)) throw invalid('"changes" is no list')
  if (!Array.isArray(findings) || !Array.isArray(suppressed) || !isObject(summary)) {
    throw invalid('"findings", "suppressed" or "summary" is missing')
  }
  if (!findings.every(isObject)) throw invalid('"findings" holds something that is no finding')
  const checked = changes.map((change, index) => {
    const problem = isObject(change) ? problemOf(change) : 'is no object'
    if (problem !== undefined) throw invalid(`change ${index + 1} ${problem}`)
    return withFields(change as unknown as PlannedChange)
  })
  return { ...(plan as unknown as Plan), changes: checked }
}

/** @throws what `invalid` returns when a target has two changes: which one is meant, nobody knows */
export function requireTargetsOnce({ changes }: Plan, invalid: (why: string) => Error): void {
  const seen = new Set<string>()
  for (const [index, { arn }] of changes.entries()) {
    if (seen.has(arn)) throw invalid(`change ${index + 1} names ${JSON.stringify(arn)} a second time`)
    seen.add(arn)
  }
}

function problemOf(change: JsonObject): string | undefined {
  const { arn, action, before, after, liveHash, location, guard } = change
  if (typeof arn !== 'string') return 'has no ARN'
  if (typeof action !== 'string' || !actions.has(action))
    return `has an unknown action: ${JSON.stringify(action ?? null)}`
  if (!isObject(location) || typeof location.file !== 'string' || !isObject(guard))
    return 'has no "location" or "guard"'
  if (action !== 'update') return undefined
  if (!laneOf(arn)) return `names no infrastructure configuration: ${JSON.stringify(arn)}`
  if (!isObject(before) || !isObject(after)) return 'has no complete "before" and "after"'
  if (liveHash !== hashFields(before)) return 'has a "liveHash" that is not that of "before"'
  return undefined
}

/** The list that people read must be what would be done. */
function withFields(change: PlannedChange): PlannedChange {
  if (change.before === undefined || change.after === undefined) return { ...change, fields: [] }
  return { ...change, fields: diffFields(change.before, change.after) }
}
