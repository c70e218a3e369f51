import { ignoreLoss, sink } from '../files/sink.ts'
import { GuardError } from '../model/errors.ts'
import { describeError } from '../report/formats/describe-error.ts'
import { exit } from './exit.ts'
import type { Io } from './io.ts'

/** Runs a command with the process's own streams and signals; returns the exit code. `build` tells one build from others. */
export async function runInProcess(command: (io: Io) => Promise<number>, build?: string): Promise<number> {
  try {
    return await command(createProcessIo(build))
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`)
    return exit.cannot
  }
}

/**
 * The process as commands see it. Takes over SIGINT and SIGTERM.
 * @throws {GuardError} `NotFound` where the working directory is gone
 */
export function createProcessIo(build?: string): Io {
  const cwd = workingDirectory()
  const interrupted = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      // The first signal lets what is in flight end; a second one ends at once, the journal is intact either way.
      if (interrupted.signal.aborted) process.exit(name === 'SIGINT' ? 130 : 143)
      interrupted.abort(name)
    })
  }
  return {
    cwd,
    env: process.env,
    stdout: sink(1, () => process.stdout),
    stderr: sink(2, () => process.stderr),
    get interactive() {
      return process.stdin.isTTY === true
    },
    async ask(question) {
      const { ask } = await import('./ask.ts')
      return ask(question, { input: process.stdin, output: process.stderr }, interrupted)
    },
    streams() {
      // What a plugin prints is for people, and would end the conversation.
      Object.assign(console, new console.Console(process.stderr))
      return { input: process.stdin, output: process.stdout.on('error', ignoreLoss) }
    },
    build,
    signal: interrupted.signal,
  }
}

function workingDirectory(): string {
  try {
    return process.cwd()
  } catch (cause) {
    throw new GuardError('NotFound', 'The working directory does not exist any more.', {
      hint: 'Go to another folder and run the command there.',
      cause,
    })
  }
}
