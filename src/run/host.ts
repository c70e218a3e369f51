import type { ApplyProgress } from '../apply/progress.ts'
import type { Outcome, Task } from '../model/outcome.ts'
import type { Report } from '../model/report.ts'
import type { PlanProgress } from '../plan/read-targets.ts'
import type { LiveProgress } from '../sources/live/read-live.ts'

/** How far a run is. */
export type Progress =
  | { stage: 'linted'; report: Report }
  | { stage: 'reading'; now: PlanProgress }
  | { stage: 'auditing'; now: LiveProgress }
  | { stage: 'audited'; report: Report }
  | { stage: 'planned'; report: Report }
  | { stage: 'importing'; now: { done: number; total: number } }
  | { stage: 'sending'; task: Task; now: ApplyProgress }
  | { stage: 'sent'; task: Task; now: ApplyProgress; outcomes: readonly Outcome[]; elapsedMs: number }

/** Who runs a verb: the command line, the Action or a program. */
export interface Host {
  /** Aborted when the run is to end early. */
  signal: AbortSignal
  /** Tells what the user should know beyond the report, a sentence. */
  notice(text: string): void
  progress(now: Progress): void
  /** Whether the changes of a plan are to be sent; asked only where there are some. */
  confirm(task: Task, plan: Report): Promise<boolean>
}

/** The work's result, or undefined when the signal came before its end. */
export async function unlessAborted<T>(
  { signal }: Pick<Host, 'signal'>,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    const result = await work()
    return signal.aborted ? undefined : result
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  }
}
