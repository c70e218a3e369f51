import { readFacts } from '../facts/known-facts.ts'
import type { PlannedChange } from '../model/change.ts'
import type { Json } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import type { Plan } from '../model/plan.ts'
import { changeProblem } from '../resource/change-problem.ts'
import { withFields } from '../resource/field-diff.ts'

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
  if (!isCount(summary.files) || !isCount(summary.specs)) throw invalid('"summary" does not count files and specs')
  if (!findings.every(isObject)) throw invalid('"findings" holds something that is no finding')
  const checked = changes.map((change, index) => {
    const problem = isObject(change) ? changeProblem(change) : 'is no object'
    if (problem !== undefined) throw invalid(`change ${index + 1} ${problem}`)
    return withFields(change as unknown as PlannedChange)
  })
  const { facts: _, ...rest } = plan as unknown as Plan
  const facts = readFacts(plan.facts)
  return { ...rest, changes: checked, ...(facts && { facts }) }
}

/** @throws what `invalid` returns when a target has two changes: which one is meant, nobody knows */
export function requireTargetsOnce({ changes }: Plan, invalid: (why: string) => Error): void {
  const seen = new Set<string>()
  for (const [index, { arn }] of changes.entries()) {
    if (seen.has(arn)) throw invalid(`change ${index + 1} names ${JSON.stringify(arn)} a second time`)
    seen.add(arn)
  }
}

const isCount = (value: Json | undefined): boolean => Number.isInteger(value) && Number(value) >= 0
