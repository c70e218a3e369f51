import { setMaxListeners } from 'node:events'
import type { AllowConfig } from '../generated/config.ts'
import { skipped, untouched } from '../journal/finished-run.ts'
import type { Journal, ScopeEntry } from '../journal/journal.ts'
import type { PlannedChange } from '../model/change.ts'
import type { Outcome } from '../model/outcome.ts'
import type { RunTimes } from '../model/report.ts'
import { createCallerCheck } from '../pacing/caller.ts'
import { workInOrder } from '../pacing/in-order.ts'
import { createLanes, type LanePorts, type Lanes } from '../pacing/lanes.ts'
import { Stop } from '../pacing/pacer.ts'
import { whyNotAllowed } from '../pacing/target.ts'
import { type ApplyProgress, createTally } from './progress.ts'
import { startStopwatch } from './run-times.ts'
import { settle } from './settle.ts'
import type { Done, SettleContext, Update } from './tries.ts'
import { failureBudget, hasSides, isUpdate, wavesOf, withWaves } from './waves.ts'

export interface ApplyPorts extends LanePorts {
  journal: Journal
}

export interface ApplyOptions {
  /** Calls in flight at once, over all accounts and Regions. */
  concurrency: number
  /** Updates per second, account and Region. */
  rate: 'auto' | number
  /** More failures than this count, or share of the updates such as `5%`, stop the run. */
  maxFailures: number | string
  /** Cumulative counts or shares; each wave is verified before the next starts. */
  waves: (number | string)[]
  deadlineMs?: number | undefined
  /** Read each target back. */
  verify: boolean
  /** The plan was made by an earlier process: what needs no update is read before it is called unchanged. */
  isPlanOld?: boolean
  /** What an update that was carried out is called. @default 'applied' */
  doneAs?: Done
  allow?: AllowConfig | undefined
  /** What the run was asked for, for a later `--resume` to compare. */
  scope?: ScopeEntry[]
  /** Starts nothing new; what is in flight gets `drainMs`. */
  signal?: AbortSignal | undefined
  /** @default 5000 */
  drainMs?: number | undefined
  onProgress?: (progress: ApplyProgress) => void
  /** The journal could not be written, so the run stops; what it did is not all on record. */
  onJournalFailure?: (error: unknown) => void
}

/** No answer to an update takes longer to begin. */
const answerMs = 30_000

/** How often progress is told while everything waits. */
const reportEveryMs = 1_000

export interface Applied {
  outcomes: Outcome[]
  run: RunTimes
}

/**
 * Applies what was planned, each change exactly once, and reports one outcome for each, in plan order. A journal that
 * holds an earlier run is finished: `changes` are then its changes.
 * @throws {GuardError} `Credentials` or `Journal`, both before anything is sent
 */
export async function applyChanges(
  changes: readonly PlannedChange[],
  ports: ApplyPorts,
  options: ApplyOptions,
): Promise<Applied> {
  const { journal, clock } = ports
  const stopwatch = startStopwatch(clock)
  const stop = new AbortController()
  const giveUp = new AbortController()
  const ended = new AbortController()
  for (const { signal } of [stop, giveUp, ended]) setMaxListeners(0, signal)
  const outcomes = new Map<string, Outcome>(journal.earlier?.outcomes)
  const run = journal.earlier ?? {
    scope: options.scope ?? [],
    waves: options.waves,
    maxFailures: options.maxFailures,
    changes: [...changes],
  }
  const planned = run.changes.filter(isUpdate)
  const plannedArns = new Set(planned.map(({ arn }) => arn))
  const unread =
    options.isPlanOld || journal.earlier ? changes.filter(isNoOp).filter(({ arn }) => !outcomes.has(arn)) : []
  const open = new Map(
    changes.filter(isUpdate).flatMap((change) => (outcomes.has(change.arn) ? [] : [[change.arn, change]])),
  )
  const tally = createTally(open.size, () => clock.elapsed(), options.onProgress ?? (() => {}))
  const lanes = createLanes(ports, {
    concurrency: options.concurrency,
    rate: options.rate,
    paces: journal.earlier?.paces,
    onRetry: (kind) => tally.retried(kind),
  })

  function stopIfOverBudget(): void {
    if (failures <= budget) return
    const count = failures === 1 ? '1 failure' : `${failures} failures`
    stopWith('MaxFailures', `the run stopped after ${count} (--max-failures ${run.maxFailures})`)
  }

  function stopWith(code: string, reason: string, isResumable = false): void {
    const stopped = new Stop(code, `not started: ${reason}`, { isResumable })
    stop.abort(stopped)
    for (const { writes } of lanes.all()) writes.stop(stopped)
  }

  function giveUpWith(code: string, reason: string): void {
    const stopped = new Stop(code, `not started: ${reason}`, { isResumable: true })
    giveUp.abort(stopped)
    // Who waits for a turn does not hear the signal.
    lanes.stop(stopped)
  }

  async function interrupt(): Promise<void> {
    stopWith('Interrupted', 'the run was interrupted', true)
    await clock.sleep(options.drainMs ?? 5_000, ended.signal)
    giveUpWith('Interrupted', 'the run was interrupted')
  }

  /** Updates in flight get the time that an answer may take. */
  async function expire(deadlineMs: number): Promise<void> {
    const reason = 'the deadline of the run had come'
    await clock.sleep(deadlineMs, ended.signal)
    stopWith('Deadline', reason)
    await clock.sleep(answerMs, ended.signal)
    giveUpWith('Deadline', reason)
  }

  function onJournalFailure(error: unknown): void {
    options.onJournalFailure?.(error)
    stopWith('Journal', error instanceof Error ? error.message : String(error))
  }
  const onLost = () => onJournalFailure(journal.lost.reason)

  async function keep(outcome: Outcome): Promise<void> {
    outcomes.set(outcome.arn, outcome)
    open.delete(outcome.arn)
    await journal.record({ event: 'settled', outcome }).catch(onJournalFailure)
  }

  if (options.deadlineMs !== undefined) void expire(options.deadlineMs).catch(() => {})
  async function prepare(): Promise<Outcome[]> {
    const found = await refusals([...open.values(), ...unread], lanes, options, stop.signal)
    if (!journal.earlier) await journal.begin(run)
    return found
  }

  const refused = await prepare().catch((error: unknown) => {
    ended.abort()
    throw error
  })

  const onAbort = () => void interrupt().catch(() => {})
  options.signal?.addEventListener('abort', onAbort, { once: true })
  journal.lost.addEventListener('abort', onLost, { once: true })
  if (options.signal?.aborted) onAbort()
  async function keepReporting(): Promise<never> {
    for (;;) {
      await clock.sleep(reportEveryMs, ended.signal)
      tally.report()
    }
  }

  const budget = failureBudget(run.maxFailures, planned.length)
  let failures = planned.filter(({ arn }) => outcomes.get(arn)?.status === 'failed').length
  const context: SettleContext = {
    lanes,
    clock,
    journal,
    tally,
    stopwatch,
    verify: options.verify,
    doneAs: options.doneAs ?? 'applied',
    newToken: () => ports.random.uuid(),
    stopping: stop.signal,
    giveUp: giveUp.signal,
    onJournalFailure,
  }

  let isOver = true
  // A resumed run may have been killed between its last failure and its stop.
  stopIfOverBudget()
  /** An update to what should be there already: it is only read. */
  async function settleUnchanged(change: Update, begun: () => void): Promise<void> {
    if (outcomes.has(change.arn)) return
    const { outcome, isOpen } = await settle({ ...change, before: change.after }, context, begun)
    outcomes.set(change.arn, outcome)
    if (isOpen) isOver = false
  }

  async function settleOpen({ arn }: Update, begun: () => void): Promise<void> {
    const change = open.get(arn)
    if (!change) return
    const { outcome, isOpen } = await settle(change, context, begun)
    outcomes.set(arn, outcome)
    tally.settled(outcome)
    if (isOpen) isOver = false
    // What a later process resumes counts there.
    if (isOpen || outcome.status !== 'failed') return
    failures++
    stopIfOverBudget()
  }

  void keepReporting().catch(() => {})
  try {
    await Promise.all(refused.map(keep))
    await workInOrder(unread, ({ arn }) => lanes.of(arn), settleUnchanged)
    for (const change of changes) {
      if (isUpdate(change) || outcomes.has(change.arn)) continue
      // The journal knows the rest by itself, but not what today's policy refuses of a resumed run.
      if (plannedArns.has(change.arn)) await keep(untouched(change))
      else outcomes.set(change.arn, untouched(change))
    }
    for (const wave of wavesOf(run)) await workInOrder(wave, ({ arn }) => lanes.of(arn), settleOpen)
    const times = stopwatch.times(lanes)
    if (isOver) await journal.record({ event: 'end', run: times }).catch(onJournalFailure)
    const told = changes.flatMap(({ arn }) => outcomes.get(arn) ?? [])
    return { outcomes: withWaves(told, run), run: times }
  } finally {
    options.signal?.removeEventListener('abort', onAbort)
    journal.lost.removeEventListener('abort', onLost)
    ended.abort()
  }
}

function isNoOp(change: PlannedChange): change is Update {
  return change.action === 'no-op' && hasSides(change)
}

/** Outcomes of changes in lanes where nothing may be done: outside the allow-list, or with another's credentials. */
async function refusals(
  changes: readonly Update[],
  lanes: Lanes,
  options: ApplyOptions,
  stopping: AbortSignal,
): Promise<Outcome[]> {
  const signal = options.signal ? AbortSignal.any([options.signal, stopping]) : stopping

  const checkCaller = createCallerCheck(lanes)
  const refused = await Promise.all(
    changes.map(async ({ arn }) => {
      const lane = lanes.of(arn)
      const reason = whyNotAllowed(lane, options.allow)
      if (reason !== undefined) return skipped(arn, 'NotAllowed', reason)
      const objection = await checkCaller(lane, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
      return objection && skipped(arn, objection.code, objection.reason)
    }),
  )
  return refused.filter((outcome) => outcome !== undefined)
}
