import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tempFolder } from '../support/temp-folder.ts'

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

/** Runs the committed bundle as a runner does: variables, command files, payload; reads back what a runner would. */
export async function runStep({
  workspace,
  inputs = {},
  event = 'push',
  payload = {},
  env = {},
  onStart,
}: StepOptions): Promise<Step> {
  const folder = tempFolder({ output: '', summary: '', 'event.json': JSON.stringify(payload) })
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../dist/action/main.js')], {
    cwd: workspace,
    env: {
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
    },
  })
  onStart?.(() => child.kill('SIGINT'))
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (log += text))
  const code = await new Promise<number | null>((done) => child.on('close', done))
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
    [...text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n\2\n/gm)].map(([, name, , value]) => [name, value]),
  )
}
