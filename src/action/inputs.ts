import { type ErrorDetail, GuardError } from '../errors.ts'
import type { FailOn } from '../verdict.ts'

/** The inputs of `action.yml`; absent when empty and without a default. Paths are relative to the working directory. */
export interface Inputs {
  files: string[]
  config?: string
  /** A revision, or `head`. */
  configFrom?: string
  safe?: boolean
  failOn: FailOn
  changedOnly: boolean
  sarifFile?: string
  reportFile?: string
  workingDirectory?: string
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the inputs as a runner hands them over: `INPUT_` and the name in capitals.
 * @throws {GuardError} `Usage` naming every input that is none of its values
 */
export function readInputs(env: Environment): Inputs {
  const details: ErrorDetail[] = []
  const oneOf = <T extends string>(name: string, values: readonly T[]): T | undefined => {
    const given = input(env, name)
    const value = values.find((known) => known === given)
    if (given !== undefined && value === undefined) {
      details.push({ message: `${name}: ${JSON.stringify(given)} is none of ${values.join(', ')}.` })
    }
    return value
  }
  const flag = (name: string): boolean | undefined => {
    // The words of YAML 1.2, as the toolkit takes them.
    const value = oneOf(name, ['true', 'True', 'TRUE', 'false', 'False', 'FALSE'])
    return value === undefined ? undefined : value.toLowerCase() === 'true'
  }
  oneOf('mode', ['lint'])
  const safe = flag('safe')
  const inputs: Inputs = {
    files: lines(input(env, 'files')),
    failOn: oneOf('fail-on', ['error', 'warning', 'note', 'never']) ?? 'error',
    changedOnly: flag('changed-only') ?? false,
    ...(safe !== undefined && { safe }),
    ...texts(env),
  }
  if (details.length > 0) {
    throw new GuardError('Usage', 'An input of the Action has a value that it does not take.', { details })
  }
  return inputs
}

function texts(env: Environment): Partial<Inputs> {
  const names = {
    config: 'config',
    configFrom: 'config-from',
    sarifFile: 'sarif-file',
    reportFile: 'report-file',
    workingDirectory: 'working-directory',
  } as const
  const given = Object.entries(names).map(([key, name]) => [key, input(env, name)])
  return Object.fromEntries(given.filter(([, value]) => value !== undefined))
}

function input(env: Environment, name: string): string | undefined {
  return env[`INPUT_${name.toUpperCase()}`]?.trim() || undefined
}

function lines(text = ''): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
