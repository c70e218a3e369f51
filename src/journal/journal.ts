import type { PlannedChange } from '../model/change.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Outcome } from '../model/outcome.ts'
import type { LanePace, RunTimes } from '../model/report.ts'

/** What a run was asked for, target by target: compared, never sent. */
export interface ScopeEntry {
  arn: string
  content: JsonObject
}

/** What a run set out to do. */
export interface RunRecord {
  scope: ScopeEntry[]
  waves: (number | string)[]
  maxFailures: number | string
  changes: PlannedChange[]
}

export type JournalEvent =
  /** Before the first send of a change by a process: this token goes with every try. */
  | { event: 'sent'; arn: string; clientToken: string }
  /** `pace` is what the target's account and Region was found to allow, when that is news. */
  | { event: 'accepted'; arn: string; requestId?: string; pace?: LanePace }
  /** `live` is what verification read, when that was not what was planned. */
  | { event: 'settled'; outcome: Outcome; live?: JsonObject }
  /** The run ended by itself. One of 1.0 does not say how long it took. */
  | { event: 'end'; run?: RunTimes }

/** A run as an earlier process left it. */
export interface EarlierRun extends RunRecord {
  /** Tells the run from another one in a journal of the same name. */
  id: string
  /** Of a rollback: the run that it puts back. */
  rollbackOf?: string
  /** Of a rollback: targets that the ones before it settled, which this journal has replaced. */
  settledBefore: readonly string[]
  /** Client tokens that may have reached the service, by ARN. */
  sent: ReadonlyMap<string, string>
  outcomes: ReadonlyMap<string, Outcome>
  /** What verification read where that was not what was sent, by ARN; without members that are no fields of an update. */
  readBack: ReadonlyMap<string, JsonObject>
  /** What each account and Region was found to allow, by the key of its lane. */
  paces: ReadonlyMap<string, LanePace>
  isFinished: boolean
  /** Of the process that finished it; runs of 1.0 do not say it. */
  times?: RunTimes
  /** Where it took place, such as `aws`; runs of 1.0 do not say it. */
  endpoint?: string
  /** It was taken back: the targets for which that is done. */
  rolledBack?: { journal: string; arns: readonly string[] }
}

/** The memory of one run that survives the process. What is recorded is on disk when the promise resolves. */
export interface Journal {
  readonly earlier: EarlierRun | undefined
  /** Records a new run, whole, before anything of it is sent. */
  begin(run: RunRecord): Promise<void>
  record(event: JournalEvent): Promise<void>
  /** Aborted with the reason when the journal is no longer this run's alone: nothing more may start then. */
  readonly lost: AbortSignal
  /** Before each send: the process may have slept while another took the run over. Rejects when the journal is lost. */
  requireOwn(): Promise<void>
}

/** One line of the file. */
export type JournalLine = { at: string } & (
  | JournalEvent
  | {
      event: 'run'
      version: 1
      tool?: { name: string; version: string }
      endpoint?: string
      partition?: string
      id: string
      rollbackOf?: string
      settledBefore?: string[]
      waves: (number | string)[]
      maxFailures: number | string
      changes: number
      asked: number
    }
  | { event: 'asked'; arn: string; content: { [key: string]: Json } }
  | { event: 'planned'; change: PlannedChange }
)
