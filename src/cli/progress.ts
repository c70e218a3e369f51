import type { ApplyProgress } from '../apply/progress.ts'
import type { PlanProgress } from '../plan/plan-changes.ts'
import type { Io } from './io.ts'

/** A live line on a terminal; elsewhere a line every few seconds. */
export interface ProgressLine {
  show(text: string): void
  /** Clears the live line. */
  end(): void
}

export function createProgressLine({ stderr }: Io, now: () => number = Date.now): ProgressLine {
  const everyMs = stderr.isTTY ? 100 : 5_000
  let shownAt = stderr.isTTY ? Number.NEGATIVE_INFINITY : now()
  let isLive = false
  return {
    show(text) {
      if (now() - shownAt < everyMs) return
      shownAt = now()
      isLive = stderr.isTTY
      stderr.write(stderr.isTTY ? `\r\u001b[K${text.slice(0, Math.max(20, stderr.columns - 1))}` : `${text}\n`)
    },
    end() {
      if (isLive) stderr.write('\r\u001b[K')
      isLive = false
    },
  }
}

export function planLine({ done, total, throttles }: PlanProgress): string {
  return `plan: ${done} of ${total} read${throttles > 0 ? `, ${throttles} throttled` : ''}`
}

export function applyLine(progress: ApplyProgress): string {
  const { done, total, rate, failed, etaMs } = progress
  const parts = [
    `apply: ${done} of ${total}`,
    `${rate.toFixed(1)}/s`,
    ...troubles(progress),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(etaMs === undefined || done === total ? [] : [`${seconds(etaMs)} left`]),
  ]
  return parts.join(', ')
}

/** The last line: how long it took and what it took. */
export function applySummary(progress: ApplyProgress, elapsedMs: number): string {
  const lost = progress.settledByReading
  const parts = [
    `apply: ${progress.done} of ${progress.total} done in ${seconds(elapsedMs)}`,
    ...troubles(progress),
    ...(lost > 0 ? [`${lost} lost ${lost === 1 ? 'answer' : 'answers'} settled by reading`] : []),
  ]
  return parts.join(', ')
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
