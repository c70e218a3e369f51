import type { ApplyProgress } from '../../apply/progress.ts'
import type { Outcome, Task } from '../../model/outcome.ts'
import type { Report } from '../../model/report.ts'
import type { PlanProgress } from '../../plan/read-targets.ts'
import type { LiveProgress } from '../../sources/live/read-live.ts'
import { judgedCounts, severityCounts } from './headline.ts'

/** One line for a stage that is done. */
export function lintLine({ summary }: Report): string {
  return `lint: ${judgedCounts(summary)}, ${severityCounts(summary)}`
}

export function planSummary({ summary, changes }: Report): string {
  const upToDate = changes.filter(({ action }) => action === 'no-op').length
  const refused = [
    ...(summary.missing > 0 ? [`${summary.missing} missing`] : []),
    ...(summary.blocked > 0 ? [`${summary.blocked} blocked`] : []),
  ]
  return [`plan: ${summary.changes} to update`, `${upToDate} as they should be`, ...refused].join(', ')
}

export function planLine({ done, total, throttles }: PlanProgress): string {
  return `plan: ${done} of ${total} read${throttles > 0 ? `, ${throttles} throttled` : ''}`
}

export function auditLine({ done, total, listed, places, throttles, etaMs }: LiveProgress): string {
  const parts = [
    `audit: ${done} of ${total} read`,
    ...(listed < places ? [`${listed} of ${places} accounts and Regions listed`] : []),
    ...(throttles > 0 ? [`${throttles} throttled`] : []),
    ...(etaMs === undefined || done === total ? [] : [`${seconds(etaMs)} left`]),
  ]
  return parts.join(', ')
}

export function applyLine(task: Task, progress: ApplyProgress): string {
  const { done, total, rate, failed, etaMs } = progress
  const parts = [
    `${task}: ${done} of ${total}`,
    `${rate.toFixed(1)}/s`,
    ...troubles(progress),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(etaMs === undefined || done === total ? [] : [`${seconds(etaMs)} left`]),
  ]
  return parts.join(', ')
}

/** What it took: how long, how many tries more than one, and what came of it. */
export function applySummary(
  task: Task,
  progress: ApplyProgress,
  outcomes: readonly Outcome[],
  elapsedMs: number,
): string {
  const { done, total, skipped, failed, settledByReading: lost } = progress
  const applied = outcomes.filter(({ status }) => status === 'applied' || status === 'rolled-back')
  const verified = applied.filter((outcome) => outcome.verified).length
  const parts = [
    `${task}: ${done - skipped - failed} of ${total} done in ${seconds(elapsedMs)}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...troubles(progress),
    ...(lost > 0 ? [`${lost} lost ${lost === 1 ? 'answer' : 'answers'} settled by reading`] : []),
  ]
  const verify = `verify: ${verified} of ${applied.length} ${task === 'apply' ? 'applied' : 'rolled back'} were read back and match`
  return [parts.join(', '), ...(applied.length > 0 ? [verify] : [])].join('\n')
}

function troubles({ throttles, retries }: ApplyProgress): string[] {
  const tries = Object.entries(retries).filter(([kind]) => kind !== 'throttled')
  const total = tries.reduce((sum, [, count]) => sum + count, 0)
  return [
    `${throttles} throttled`,
    ...(total > 0 ? [`${total} retried (${tries.map(([kind, count]) => `${count} ${kind}`).join(', ')})`] : []),
  ]
}

function seconds(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  const minutes = Math.floor(ms / 60_000)
  return `${minutes} min ${Math.round((ms % 60_000) / 1000)} s`
}
