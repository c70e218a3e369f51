import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gitAccess } from '../../src/action/git-access.ts'
import { run } from '../../src/action/run.ts'
import { createToolkit } from '../../src/action/toolkit.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { unpacedPullRequests } from './github-server.ts'

interface Command {
  name: string
  properties: Record<string, string>
  message: string
}

export interface Step {
  code: number | null
  log: string
  commands: Command[]
  outputs: Record<string, string>
  summary: string
}

export interface StepOptions {
  workspace: string
  inputs?: Record<string, string>
  event?: string
  payload?: unknown
  /** An undefined one is not set. */
  env?: Record<string, string | undefined>
  /** Is told how to cancel the step as a runner does. */
  onStart?: (cancel: () => void) => void
}

type Environment = Record<string, string | undefined>

interface Ran {
  code: number | null
  log: string
}

/** Runs the bundle as a runner does: variables, command files, payload; reads back what a runner would. */
export function runBundle(options: StepOptions): Promise<Step> {
  return runIn(options, async (env) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../dist/action/main.js')], {
      cwd: options.workspace,
      env,
    })
    options.onStart?.(() => child.kill('SIGINT'))
    let log = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (log += text))
    const code = await new Promise<number | null>((done) => child.on('close', done))
    return { code, log }
  })
}

/** The same from the sources in this process, with the pauses between calls of GitHub's API left out. */
export function runStep(options: StepOptions): Promise<Step> {
  return runIn(options, (env) =>
    within(env, async () => {
      const cancelled = new AbortController()
      const [owner = '', repo = ''] = (env.GITHUB_REPOSITORY ?? '').split('/')
      const apiUrl = env.GITHUB_API_URL ?? ''
      options.onStart?.(() => cancelled.abort('SIGINT'))
      Object.assign(process.env, gitAccess(env))
      return run({
        env,
        signal: cancelled.signal,
        toolkit: createToolkit((text) => process.stdout.write(text)),
        clock: { sleep: async () => undefined },
        pullRequests: async (token) => unpacedPullRequests({ token, owner, repo, apiUrl }, cancelled.signal),
      })
    }),
  )
}

/** Runs it with these variables alone, and keeps what it writes to stdout. */
async function within(env: Environment, action: () => Promise<number>): Promise<Ran> {
  const before = { ...process.env }
  const { write } = process.stdout
  let log = ''
  replaceEnvironment(env)
  process.stdout.write = (text: string | Uint8Array) => {
    log += text
    return true
  }
  try {
    return { code: await action(), log }
  } finally {
    process.stdout.write = write
    replaceEnvironment(before)
  }
}

function replaceEnvironment(env: Environment): void {
  for (const name of Object.keys(process.env)) delete process.env[name]
  for (const [name, value] of Object.entries(env)) if (value !== undefined) process.env[name] = value
}

async function runIn(
  { workspace, inputs = {}, event = 'push', payload = {}, env = {} }: StepOptions,
  start: (env: Environment) => Promise<Ran>,
): Promise<Step> {
  const folder = tempFolder({ output: '', summary: '', 'event.json': JSON.stringify(payload) })
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  const { code, log } = await start({
    PATH: process.env.PATH,
    HOME: folder,
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_REPOSITORY: 'acme/images',
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_RUN_ID: '100',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    ...Object.fromEntries(given),
    ...env,
  })
  return {
    code,
    log,
    commands: log.split(/\r?\n/).flatMap(readCommand),
    outputs: readOutputs(await readFile(join(folder, 'output'), 'utf8')),
    summary: await readFile(join(folder, 'summary'), 'utf8'),
  }
}

/**
 * The runner's grammar: `::name k=v::message` after white space, and the older `##[name k=v]message` anywhere.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function readCommand(line: string): Command[] {
  const [, name, list = '', message = ''] =
    /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/.exec(line) ?? /##\[([^\s\]]+)(?: ([^\]]*))?\](.*)$/.exec(line) ?? []
  if (name === undefined) return []
  const properties = list.split(/[,;]/).flatMap((pair): [string, string][] => {
    const [key = '', value] = pair.split('=')
    return value === undefined ? [] : [[key, decode(value)]]
  })
  return [{ name, properties: Object.fromEntries(properties), message: decode(message) }]
}

function decode(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')
}

function readOutputs(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^(?:([^=\n]+?)<<(.+)\n([\s\S]*?)\n\2|([^=\n]+)=(.*))\n/gm)].map(
      ([, long, , lines, short, line]) => [long ?? short, lines ?? line],
    ),
  )
}
