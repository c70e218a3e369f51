import { setMaxListeners } from 'node:events'
import { createCallerCheck } from '../caller.ts'
import { GuardError } from '../errors.ts'
import type { AllowConfig } from '../generated/config.ts'
import { createLanes, type LanePorts } from '../lanes.ts'
import type { Outcome, PlannedChange } from '../model.ts'
import { Stop } from '../pacer.ts'
import type { Asked, Journal } from '../ports/journal.ts'
import { laneOf, whyNotAllowed } from '../target.ts'
import { type ApplyProgress, createTally } from './progress.ts'
import { settle, type Update } from './settle.ts'
import { cutWaves, failureBudget } from './waves.ts'

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
  deadlineMs?: number
  /** Read each target back. */
  verify: boolean
  allow?: AllowConfig
  /** What the run was asked for, for a later `--resume` to compare. */
  asked?: Asked[]
  /** Starts nothing new; what is in flight gets `drainMs`. */
  signal?: AbortSignal
  /** @default 5000 */
  drainMs?: number
  onProgress?: (progress: ApplyProgress) => void
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
): Promise<Outcome[]> {
  const { journal, clock } = ports
  const stop = new AbortController()
  const giveUp = new AbortController()
  const ended = new AbortController()
  for (const { signal } of [stop, giveUp, ended]) setMaxListeners(0, signal)
  const outcomes = new Map<string, Outcome>(journal.earlier?.outcomes)
  const run = journal.earlier ?? {
    asked: options.asked ?? [],
    waves: options.waves,
    maxFailures: options.maxFailures,
    changes: [...changes],
  }
  const planned = run.changes.filter(isUpdate)
  const open = changes.filter(isUpdate).filter(({ arn }) => !outcomes.has(arn))
  const tally = createTally(open.length, () => clock.now(), options.onProgress ?? (() => {}))
  const lanes = createLanes(ports, {
    concurrency: options.concurrency,
    rate: options.rate,
    onRetry: (kind) => tally.retried(kind),
  })

  function stopWith(reason: Stop): void {
    stop.abort(reason)
    for (const { writes } of lanes.all()) writes.stop(reason)
  }

  async function interrupt(): Promise<void> {
    stopWith(new Stop('Interrupted', 'not started: the run was interrupted'))
    await clock.sleep(options.drainMs ?? 5_000, ended.signal)
    giveUp.abort(new Stop('Interrupted', 'the run was interrupted'))
  }

  for (const [arn, outcome] of await refusals(open, lanes, options)) outcomes.set(arn, outcome)
  if (!journal.earlier) await journal.begin(run)

  const onAbort = () => void interrupt().catch(() => {})
  options.signal?.addEventListener('abort', onAbort, { once: true })
  if (options.signal?.aborted) onAbort()
  if (options.deadlineMs !== undefined) {
    const reason = new Stop('Deadline', 'not started: the deadline of the run had come')
    void clock.sleep(options.deadlineMs, ended.signal).then(
      () => stopWith(reason),
      () => {},
    )
  }

  const budget = failureBudget(run.maxFailures, planned.length)
  let failures = planned.filter(({ arn }) => outcomes.get(arn)?.status === 'failed').length
  const context = {
    lanes,
    clock,
    journal,
    tally,
    verify: options.verify,
    newToken: () => ports.random.uuid(),
    stopping: stop.signal,
    giveUp: giveUp.signal,
    onJournalFailure(error: unknown) {
      stopWith(new Stop('Journal', error instanceof Error ? error.message : String(error)))
    },
  }

  async function settleOpen(change: Update): Promise<void> {
    if (outcomes.has(change.arn)) return
    const outcome = await settle(change, context)
    outcomes.set(change.arn, outcome)
    tally.settled(outcome)
    if (outcome.status === 'failed') failures++
    if (failures > budget) {
      stopWith(
        new Stop(
          'MaxFailures',
          `not started: the run stopped after ${failures} failures (--max-failures ${run.maxFailures})`,
        ),
      )
    }
  }

  try {
    for (const wave of cutWaves(planned, run.waves)) await Promise.all(wave.map(settleOpen))
    if (!options.signal?.aborted) await journal.record({ event: 'end' })
  } finally {
    options.signal?.removeEventListener('abort', onAbort)
    ended.abort()
  }
  return changes.map((change) => outcomes.get(change.arn) ?? untouched(change))
}

function isUpdate(change: PlannedChange): change is Update {
  return change.action === 'update' && change.before !== undefined && change.after !== undefined
}

/** Changes of lanes where nothing may be done: outside the allow-list, or with another account's credentials. */
async function refusals(
  changes: readonly Update[],
  lanes: ReturnType<typeof createLanes>,
  options: ApplyOptions,
): Promise<[string, Outcome][]> {
  const checkCaller = createCallerCheck(lanes)
  const refused: [string, Outcome][] = []
  for (const change of changes) {
    const own = laneOf(change.arn)
    if (!own)
      throw new GuardError(
        'Plan',
        `The plan holds a target that is no ARN of an infrastructure configuration: ${JSON.stringify(change.arn)}.`,
      )
    const forbidden = whyNotAllowed(own, options.allow)
    const objection =
      forbidden === undefined
        ? await checkCaller(lanes.of(change.arn), options.signal)
        : { code: 'NotAllowed', reason: forbidden }
    if (objection) refused.push([change.arn, skipped(change.arn, objection.code, objection.reason)])
  }
  return refused
}

/** The outcome of a change that is no update. */
function untouched({ arn, action, code, reason }: PlannedChange): Outcome {
  if (action === 'no-op') return { arn, status: 'unchanged', attempts: 0, verified: true }
  return skipped(arn, code ?? action, reason ?? `the change is ${action}`)
}

function skipped(arn: string, code: string, message: string): Outcome {
  return { arn, status: 'skipped', attempts: 0, verified: false, error: { code, message } }
}
