import { readFile, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { diffFields, hashFields } from '../configuration/field-diff.ts'
import { GuardError } from '../errors.ts'
import { ioProblem } from '../files/io-problem.ts'
import { makeFolder } from '../files/make-folder.ts'
import { isObject } from '../json.ts'
import { laneOf } from '../lanes/target.ts'
import type { Json, JsonObject, Plan, PlannedChange } from '../model.ts'

const actions = new Set(['update', 'no-op', 'missing', 'blocked'])

/**
 * Writes a plan to a file that `apply` takes. Not for everybody's eyes: it holds whole configurations.
 * @throws {GuardError} `Io` when it cannot be written
 */
export async function writePlanFile(path: string, plan: Plan): Promise<void> {
  try {
    makeFolder(dirname(path))
    await writeFile(path, formatPlan(plan), { mode: 0o600 })
  } catch (error) {
    throw new GuardError('Io', `The plan cannot be written to ${path}: ${ioProblem(error)}.`, {
      hint: 'Name a file that can, in --out.',
      cause: error,
    })
  }
}

export function formatPlan(plan: Plan): string {
  return `${JSON.stringify(plan, null, 1)}\n`
}

/** Whether a file, of whatever name, says that it is a plan, so that `apply` tells it from a spec. */
export async function isPlanFile(path: string): Promise<boolean> {
  const isFile = await stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  )
  if (!isFile) return false
  const text = await readFile(path, 'utf8').catch(() => '')
  return /^\s*\{/.test(text) && /"kind"\s*:\s*"ibguard-plan"/.test(text)
}

/**
 * Reads a plan back. What could mislead is computed again rather than believed.
 * @throws {GuardError} `Plan` when it is no plan of this version, or not whole
 */
export async function readPlanFile(path: string): Promise<Plan> {
  const plan = parse(await read(path), path)
  if (!isObject(plan) || plan.kind !== 'ibguard-plan')
    throw invalid(path, 'it is no plan: "kind" is not "ibguard-plan"')
  if (plan.version !== 1)
    throw invalid(path, `its version is ${JSON.stringify(plan.version ?? null)}, this tool reads 1`)
  const { changes, findings, suppressed, summary } = plan
  if (!Array.isArray(changes)) throw invalid(path, '"changes" is no list')
  if (!Array.isArray(findings) || !Array.isArray(suppressed) || !isObject(summary)) {
    throw invalid(path, '"findings", "suppressed" or "summary" is missing')
  }
  if (!findings.every(isObject)) throw invalid(path, '"findings" holds something that is no finding')
  const seen = new Set<string>()
  const checked = changes.map((change, index) => {
    const problem = isObject(change) ? problemOf(change, seen) : 'is no object'
    if (problem !== undefined) throw invalid(path, `change ${index + 1} ${problem}`)
    return withFields(change as unknown as PlannedChange)
  })
  return { ...(plan as unknown as Plan), changes: checked }
}

function problemOf(change: JsonObject, seen: Set<string>): string | undefined {
  const { arn, action, before, after, liveHash, location, guard } = change
  if (typeof arn !== 'string') return 'has no ARN'
  if (seen.has(arn)) return `names ${JSON.stringify(arn)} a second time`
  seen.add(arn)
  if (typeof action !== 'string' || !actions.has(action))
    return `has an unknown action: ${JSON.stringify(action ?? null)}`
  if (!isObject(location) || typeof location.file !== 'string' || !isObject(guard))
    return 'has no "location" or "guard"'
  if (action !== 'update') return undefined
  if (!laneOf(arn)) return `names no infrastructure configuration: ${JSON.stringify(arn)}`
  if (!isObject(before) || !isObject(after)) return 'has no complete "before" and "after"'
  if (liveHash !== hashFields(before)) return 'has a "liveHash" that is not that of "before"'
  return undefined
}

/** The list that people read must be what would be done. */
function withFields(change: PlannedChange): PlannedChange {
  if (change.before === undefined || change.after === undefined) return { ...change, fields: [] }
  return { ...change, fields: diffFields(change.before, change.after) }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new GuardError('Plan', `The plan ${path} cannot be read: ${ioProblem(error)}.`, {
      hint: `Write it with ibguard plan --out ${path}.`,
      cause: error,
    })
  }
}

function parse(text: string, path: string): Json {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalid(path, `it is no JSON: ${wordsOf(error)}`)
  }
}

function invalid(path: string, why: string): GuardError {
  return new GuardError('Plan', `The plan ${path} cannot be used: ${why}.`, {
    hint: `Write it anew with ibguard plan --out ${path}.`,
  })
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
