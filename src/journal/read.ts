import { laneKey } from '../model/arn.ts'
import type { PlannedChange } from '../model/change.ts'
import { GuardError } from '../model/errors.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { isObject, parseJson } from '../model/json.ts'
import type { Outcome } from '../model/outcome.ts'
import type { LanePace, RunTimes } from '../model/report.ts'
import { changeProblem } from '../resource/change-problem.ts'
import { withFields } from '../resource/field-diff.ts'
import { laneOf } from '../resource/target-arn.ts'
import type { EarlierRun, ScopeEntry } from './journal.ts'

export interface JournalContent {
  /** Undefined when no run was recorded whole, so that none of it can have been sent. */
  run: EarlierRun | undefined
  /** Bytes up to the end of the last whole line, 0 without a run. */
  length: number
  /** A torn last line, what a crash leaves, was left out. */
  isTorn: boolean
}

/**
 * Reads back a journal.
 * @throws {GuardError} `Journal` when it is damaged anywhere but in a torn last line
 */
export function readJournal(text: string, path: string): JournalContent {
  const end = text.lastIndexOf('\n') + 1
  const lines = text.slice(0, end).split('\n').slice(0, -1)
  const isTorn = end < text.length
  // Of another file nothing may be dropped.
  if (end === 0 && isTorn && !isBeginning(text)) throw damagedLine(path, 1)
  const run = collect(lines, path)
  return { run, length: run ? Buffer.byteLength(text.slice(0, end)) : 0, isTorn }
}

function collect(lines: readonly string[], path: string): EarlierRun | undefined {
  if (lines.length === 0) return undefined
  const damaged = (number: number) => damagedLine(path, number)
  const events = lines.map((line, index) => parseLine(line) ?? damaged(index + 1))
  for (const event of events) if (event instanceof GuardError) throw event

  const [head, ...rest] = events as JsonObject[]
  if (head?.event !== 'run' || head.version !== 1 || !hasLimits(head)) throw damaged(1)
  const scope: ScopeEntry[] = []
  const askedFor = new Set<string>()
  const changes: PlannedChange[] = []
  const sent = new Map<string, string>()
  const outcomes = new Map<string, Outcome>()
  const readBack = new Map<string, JsonObject>()
  const paces = new Map<string, LanePace>()
  const targets = new Set<string>()
  /** Once, and of those that were asked for. */
  const isUsable = (change: JsonObject): boolean => {
    const arn = String(change.arn)
    const isNew = !targets.has(arn) && (scope.length === 0 || askedFor.has(arn))
    targets.add(arn)
    return isNew && changeProblem(change) === undefined
  }
  let isFinished = false
  let times: RunTimes | undefined
  for (const [index, line] of rest.entries()) {
    const { event, arn } = line
    if (event === 'asked' && typeof arn === 'string' && isObject(line.content)) {
      scope.push({ arn, content: line.content })
      askedFor.add(arn)
    } else if (event === 'planned' && isObject(line.change) && isUsable(line.change)) {
      changes.push(withFields(line.change as unknown as PlannedChange))
    } else if (event === 'sent' && typeof arn === 'string' && typeof line.clientToken === 'string') {
      sent.set(arn, line.clientToken)
    } else if (event === 'settled' && isObject(line.outcome) && isOutcome(line.outcome)) {
      outcomes.set(line.outcome.arn, line.outcome as unknown as Outcome)
      if (isObject(line.live)) readBack.set(line.outcome.arn, line.live)
    } else if (event === 'end') {
      isFinished = true
      times = isRunTimes(line.run) ? (line.run as unknown as RunTimes) : undefined
    } else if (event === 'accepted') {
      const lane = typeof arn === 'string' ? laneOf(arn) : undefined
      if (lane && isPace(line.pace)) paces.set(laneKey(lane), line.pace)
    } else {
      throw damaged(index + 2)
    }
  }
  // Written in one piece before the first send: when it is not whole, nothing was sent.
  if (changes.length !== head.changes || scope.length !== head.asked) {
    if (sent.size + outcomes.size > 0) throw damaged(lines.length)
    return undefined
  }
  return {
    id: String(head.id ?? head.at),
    ...(typeof head.rollbackOf === 'string' && { rollbackOf: head.rollbackOf }),
    settledBefore: Array.isArray(head.settledBefore) ? (head.settledBefore as string[]) : [],
    scope,
    changes,
    waves: head.waves as EarlierRun['waves'],
    maxFailures: head.maxFailures as EarlierRun['maxFailures'],
    sent,
    outcomes,
    readBack,
    paces,
    isFinished,
    ...(times && { times }),
    ...(typeof head.endpoint === 'string' && { endpoint: head.endpoint }),
  }
}

export function tornNotice(path: string): string {
  return `The last line of the journal ${path} is torn, as a crash leaves it; it is dropped.`
}

const beginning = '{"at":"'

/** Whether a line that is not whole can be the first of a journal. */
function isBeginning(text: string): boolean {
  return text.startsWith(beginning.slice(0, text.length))
}

function damagedLine(path: string, number: number): GuardError {
  return new GuardError('Journal', `The journal ${path} is damaged in line ${number}.`, {
    hint: 'Keep it as evidence and plan again with a new journal: what is already live will show as unchanged.',
  })
}

const statuses = new Set(['applied', 'unchanged', 'skipped', 'failed', 'rolled-back'])

function isOutcome(outcome: JsonObject): outcome is JsonObject & { arn: string } {
  return typeof outcome.arn === 'string' && typeof outcome.status === 'string' && statuses.has(outcome.status)
}

function isRunTimes(run: Json | undefined): boolean {
  if (!isObject(run) || typeof run.startedAt !== 'string' || typeof run.endedAt !== 'string') return false
  return Array.isArray(run.lanes) && run.lanes.every(isLane)
}

function isLane(lane: Json): boolean {
  if (!isObject(lane) || typeof lane.account !== 'string' || typeof lane.region !== 'string') return false
  const isPoint = (point: Json) => Array.isArray(point) && point.length === 2 && point.every(isNumber)
  if (lane.pace !== undefined && !isPace(lane.pace)) return false
  return (
    [lane.calls, lane.throttled, lane.retried].every(isNumber) && Array.isArray(lane.rate) && lane.rate.every(isPoint)
  )
}

function isPace(pace: Json | undefined): pace is LanePace & JsonObject {
  if (!isObject(pace)) return false
  return [pace.updates, pace.reads].every((rate) => rate === undefined || (typeof rate === 'number' && rate > 0))
}

const isNumber = (value: Json | undefined): boolean => typeof value === 'number'

function hasLimits({ waves, maxFailures }: JsonObject): boolean {
  const isAmount = (value: Json | undefined) => typeof value === 'number' || typeof value === 'string'
  return Array.isArray(waves) && waves.every(isAmount) && isAmount(maxFailures)
}

function parseLine(line: string): JsonObject | undefined {
  try {
    const value = parseJson(line)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
