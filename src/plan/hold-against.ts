import type { Spec } from '../lint/spec.ts'
import type { PlannedChange } from '../model/change.ts'
import { diffFields, namePointers } from '../resource/field-diff.ts'
import { overlay } from '../resource/overlay.ts'

/**
 * Holds a plan against the specs of today, so that a plan from elsewhere changes nothing that they do not ask for: a
 * target for which they ask something else, one that they do not name and one that the plan lacks are blocked.
 */
export function holdAgainst(changes: readonly PlannedChange[], specs: readonly Spec[]): PlannedChange[] {
  const asked = new Map(specs.map((spec) => [spec.arn, spec]))
  const planned = new Set(changes.map(({ arn }) => arn))
  return [
    ...changes.map((change) => hold(change, asked.get(change.arn))),
    ...specs.filter(({ arn }) => arn !== '' && !planned.has(arn)).map(notPlanned),
  ]
}

/**
 * Holds what a journal's run set out to do against the plan that it is resumed with: whoever wrote the journal, nothing
 * is sent but what that plan asks for too.
 */
export function holdAgainstPlan(changes: readonly PlannedChange[], plan: readonly PlannedChange[]): PlannedChange[] {
  const asked = new Map(plan.map((change) => [change.arn, change]))
  const recorded = new Set(changes.map(({ arn }) => arn))
  return [
    ...changes.map((change) => holdOne(change, asked.get(change.arn))),
    ...plan.filter(({ arn }) => !recorded.has(arn)).map((change) => notRecorded(change)),
  ]
}

function holdOne(change: PlannedChange, planned: PlannedChange | undefined): PlannedChange {
  if (!planned) return blocked(change, 'NotInSpecs', 'the plan does not name this target')
  const { update, guard, location, imageType } = planned
  const held = { ...change, update, guard, location, ...(imageType && { imageType }) }
  if (change.action !== 'update') return held
  if (planned.action === 'blocked')
    return blocked(held, planned.code ?? 'blocked', planned.reason ?? 'the plan blocks it')
  const differing = diffFields(change.after ?? {}, planned.after ?? {})
  if (differing.length === 0) return held
  return blocked(held, 'PlanDiffers', `the plan asks for something else in ${namePointers(differing)}`)
}

function notRecorded(change: PlannedChange): PlannedChange {
  if (change.action !== 'update') return change
  return blocked(change, 'NotPlanned', 'the run of the journal lacks this target')
}

function hold(change: PlannedChange, spec: Spec | undefined): PlannedChange {
  if (!spec) return blocked(change, 'NotInSpecs', 'no spec names this target')
  const { update, guard, location, imageType = change.imageType } = spec
  // What decides how it is judged is today's too.
  const held = { ...change, update, guard, location, ...(imageType && { imageType }) }
  if (change.before === undefined || change.after === undefined) return held
  const differing = diffFields(change.after, overlay(change.before, spec.config, spec.update))
  if (differing.length === 0) return held
  return blocked(change, 'PlanDiffers', `the specs ask for something else in ${namePointers(differing)}`)
}

function notPlanned({ arn, update, imageType, guard, location }: Spec): PlannedChange {
  const change = { arn, update, guard, location, ...(imageType && { imageType }), fields: [] }
  return blocked({ ...change, action: 'blocked' }, 'NotPlanned', 'the plan lacks this target')
}

function blocked(change: PlannedChange, code: string, reason: string): PlannedChange {
  return { ...change, action: 'blocked', code, reason }
}
