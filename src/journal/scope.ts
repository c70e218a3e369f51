import type { Spec } from '../lint/spec.ts'
import type { PlannedChange } from '../model/change.ts'
import { GuardError } from '../model/errors.ts'
import { diffStated, namePointers } from '../resource/field-diff.ts'
import type { ScopeEntry } from './journal.ts'

/** What specs ask for: target and merged content, whatever their order and layout. */
export function scopeOfSpecs(specs: readonly Spec[]): ScopeEntry[] {
  return specs.map(({ arn, update, config }) => ({ arn, content: { update, ...config } }))
}

/** What a plan asks for. Whether it is live already is no part of that: a plan made anew after a part was applied still fits. */
export function scopeOfPlan(changes: readonly PlannedChange[]): ScopeEntry[] {
  return changes.map(({ arn, action, after }) => ({
    arn,
    content: { action: action === 'no-op' ? 'update' : action, ...after },
  }))
}

/**
 * Compares what a journal's run was given with what is given now.
 * @throws {GuardError} `Journal`, naming the differences
 */
export function requireSameScope(earlier: readonly ScopeEntry[], now: readonly ScopeEntry[], journal: string): void {
  const before = new Map(earlier.map(({ arn, content }) => [arn, content]))
  const after = new Map(now.map(({ arn, content }) => [arn, content]))
  const differences: string[] = []
  for (const arn of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const was = before.get(arn)
    const is = after.get(arn)
    if (!is) differences.push(`${arn} is no longer asked for`)
    else if (!was) differences.push(`${arn} was not part of the run`)
    else {
      const fields = diffStated(was, is)
      if (fields.length > 0) differences.push(`${arn} is asked for with other values: ${namePointers(fields)}`)
    }
  }
  const [first, ...rest] = differences
  if (first === undefined) return
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : ''
  throw new GuardError(
    'Journal',
    `The run in ${journal} was given something else than is asked for now: ${first}${more}.`,
    {
      hint: 'Resume it with what it was given, or leave that journal and begin a new run.',
      details: rest.length > 0 ? differences.map((message) => ({ message })) : [],
    },
  )
}
