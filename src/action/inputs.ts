import { isRegion } from '../model/arn.ts'
import { type ErrorDetail, GuardError } from '../model/errors.ts'
import type { Shard } from '../model/shard.ts'
import { concurrency, endpointUrl, maxFailures, type OptionSpec, rate, shard, waves } from '../run/options.ts'
import type { FailOn } from '../run/verdict.ts'
import type { Toolkit } from './toolkit.ts'

export const modes = ['lint', 'plan', 'apply', 'audit', 'report'] as const
const severities = ['error', 'warning', 'note', 'never'] as const
const commentModes = ['always', 'findings', 'never'] as const

type Mode = (typeof modes)[number]

/** The inputs of `action.yml`; absent when empty and without a default. */
export interface Inputs {
  mode: Mode
  files: string[]
  config?: string
  /** A revision, or `head`. */
  configFrom?: string
  safe?: boolean
  failOn: FailOn
  changedOnly: boolean
  comment: (typeof commentModes)[number]
  commentKey?: string
  token?: string
  sarifFile?: string
  htmlFile?: string
  reportFile?: string
  planFile?: string
  journalFile?: string
  rate?: 'auto' | number
  concurrency?: number
  maxFailures?: string
  waves?: string[]
  endpointUrl?: string
  shard?: Shard
  allowApplyOnPullRequest: boolean
  workingDirectory?: string
  terraformRoot?: string
  /** Title of the issue that is kept up to date. */
  issue?: string
  accounts?: string[] | 'all'
  skipAccounts?: string[]
  regions?: string[] | 'all'
}

const isAccount = (text: string): boolean => /^\d{12}$/.test(text)

type GetInput = Toolkit['getInput']

/**
 * Reads the inputs; an empty one means its default. So does one with a value that it does not take, so that there is
 * still where to report to; the `error`, a `Usage`, then names every one of them.
 */
export function readInputs(getInput: GetInput): { inputs: Inputs; error?: GuardError } {
  const details: ErrorDetail[] = []
  const oneOf = <T extends string>(name: string, values: readonly T[]): T | undefined => {
    const given = getInput(name)
    const value = values.find((known) => known === given)
    if (given !== '' && value === undefined) {
      details.push({ message: `${name}: ${JSON.stringify(given)} is none of ${values.join(', ')}.` })
    }
    return value
  }
  const flag = (name: string): boolean | undefined => {
    // The words of YAML 1.2, as the toolkit takes them.
    const value = oneOf(name, ['true', 'True', 'TRUE', 'false', 'False', 'FALSE'])
    return value === undefined ? undefined : value.toLowerCase() === 'true'
  }
  const set = <Key extends string, T>(key: Key, { name, expected, parse, isPrivate }: OptionSpec<T>) => {
    const given = getInput(name)
    const value = given === '' ? undefined : parse(given)
    if (given !== '' && value === undefined) {
      details.push({ message: `${name}: ${isPrivate ? 'what is given' : JSON.stringify(given)} is not ${expected}.` })
    }
    return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: T }
  }
  /** Accounts or Regions, by spaces or lines; `all` where that is one of them. */
  const places = (
    key: 'accounts' | 'skipAccounts' | 'regions',
    name: string,
    isOne: (text: string) => boolean,
    takesAll: boolean,
  ): Partial<Inputs> => {
    const given = getInput(name)
      .split(/[\s,]+/)
      .filter((word) => word !== '')
    if (given.length === 0) return {}
    if (takesAll && given.includes('all')) return { [key]: 'all' }
    for (const word of given.filter((each) => !isOne(each))) {
      details.push({ message: `${name}: ${JSON.stringify(word)} is none.` })
    }
    return { [key]: given.filter(isOne) }
  }
  const safe = flag('safe')
  const inputs: Inputs = {
    mode: oneOf('mode', modes) ?? 'lint',
    files: lines(getInput('files')),
    failOn: oneOf('fail-on', severities) ?? 'error',
    changedOnly: flag('changed-only') ?? false,
    comment: oneOf('comment', commentModes) ?? 'always',
    allowApplyOnPullRequest: flag('allow-apply-on-pull-request') ?? false,
    ...(safe !== undefined && { safe }),
    ...texts(getInput),
    ...places('accounts', 'account', isAccount, true),
    ...places('skipAccounts', 'skip-account', isAccount, false),
    ...places('regions', 'region', isRegion, true),
    ...set('rate', rate),
    ...set('concurrency', concurrency),
    ...set('maxFailures', maxFailures),
    ...set('waves', waves),
    ...set('endpointUrl', endpointUrl),
    ...set('shard', shard),
  }
  if (details.length === 0) return { inputs }
  const error = new GuardError('Usage', 'An input of the Action has a value that it does not take.', { details })
  return { inputs, error }
}

function texts(getInput: GetInput): Partial<Inputs> {
  const names = {
    config: 'config',
    configFrom: 'config-from',
    commentKey: 'comment-key',
    token: 'github-token',
    sarifFile: 'sarif-file',
    htmlFile: 'html-file',
    reportFile: 'report-file',
    planFile: 'plan-file',
    journalFile: 'journal-file',
    workingDirectory: 'working-directory',
    terraformRoot: 'terraform-root',
    issue: 'issue',
  } as const
  const given = Object.entries(names).map(([key, name]) => [key, getInput(name)])
  return Object.fromEntries(given.filter(([, value]) => value !== ''))
}

/** Lines that say something. */
export function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
