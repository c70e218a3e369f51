import type { Judgement } from '../lint/judgement.ts'
import type { Plan } from '../model/plan.ts'
import type { Report } from '../model/report.ts'
import type { Verdict } from './verdict.ts'

/** What a verb came to. */
export interface RunResult {
  report: Report
  verdict: Verdict
  /** What the report's findings are made of. */
  judgements: readonly Judgement[]
  /** Of a run that read or was given one. */
  plan?: Plan
  /** The host did not confirm: nothing was sent. */
  isDeclined?: boolean
  /** The run was interrupted before anything was read or sent. */
  isInterrupted?: boolean
}
