import { ioProblem } from '../files/io-problem.ts'
import { mostBytes } from '../files/most-bytes.ts'
import { readText } from '../files/read-file.ts'
import { writeOutput } from '../files/write-file.ts'
import { GuardError } from '../model/errors.ts'
import type { Json } from '../model/json.ts'
import { isObject, parseJson } from '../model/json.ts'
import type { Plan } from '../model/plan.ts'
import { jsonPieces } from '../text/pieces.ts'
import { checkPlan, requireTargetsOnce } from './check-plan.ts'

/**
 * Writes a plan to a file that `apply` takes. Not for everybody's eyes: it holds whole configurations.
 * @throws {GuardError} `Io` when it cannot be written
 */
export function writePlanFile(path: string, plan: Plan, root: string): void {
  try {
    writeOutput(path, formatPlan(plan), { root, as: 'a plan', isPrivate: true })
  } catch (error) {
    throw new GuardError('Io', `The plan cannot be written to ${path}: ${ioProblem(error)}.`, {
      hint: 'Name a writable file with --out.',
      cause: error,
    })
  }
}

export function* formatPlan(plan: Plan): Generator<string> {
  yield* jsonPieces(plan, 1, 2)
  yield '\n'
}

/** Whether a file, of whatever name, says that it is a plan, so that `apply` tells it from a spec. */
export async function isPlanFile(path: string): Promise<boolean> {
  let text: string
  try {
    text = readText(path, mostBytes.plan)
  } catch {
    // What is wrong with it is said by whoever reads it as specs.
    return false
  }
  if (!/^\s*\{/.test(text) || !/"kind"\s*:\s*"ibguard-plan"/.test(text)) return false
  try {
    const value: Json = JSON.parse(text)
    return isObject(value) && value.kind === 'ibguard-plan'
  } catch {
    // A plan that is cut off is to be told of as a plan.
    return true
  }
}

/**
 * Reads a plan back.
 * @throws {GuardError} `Plan` when it is no plan of this version, is not whole or names a target twice
 */
export async function readPlanFile(path: string): Promise<Plan> {
  const why = (problem: string) => invalid(path, problem)
  const plan = checkPlan(parse(await read(path), path), why)
  requireTargetsOnce(plan, why)
  return plan
}

async function read(path: string): Promise<string> {
  try {
    return readText(path, mostBytes.plan)
  } catch (error) {
    throw new GuardError('Plan', `The plan ${path} cannot be read: ${ioProblem(error)}.`, {
      hint: `Write it with ibguard plan --out ${path}.`,
      cause: error,
    })
  }
}

function parse(text: string, path: string): Json {
  try {
    return parseJson(text)
  } catch (error) {
    throw invalid(path, `it is no JSON: ${wordsOf(error)}`)
  }
}

function invalid(path: string, why: string): GuardError {
  return new GuardError('Plan', `The plan ${path} cannot be used: ${why}.`, {
    hint: `Write it again with ibguard plan --out ${path}.`,
  })
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
