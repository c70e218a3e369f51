import { fstatSync, type Stats, statSync, writeSync } from 'node:fs'
import { GuardError } from '../model/errors.ts'
import { describeError } from '../report/formats/describe-error.ts'
import { exit } from './exit.ts'
import type { Io, TextSink } from './io.ts'

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

/**
 * Node's stream is opened for a terminal only: loading it takes a small run a tenth of its time, and a pipe or a file takes
 * what is written without it.
 */
export function sink(fd: 1 | 2, open: () => NodeJS.WriteStream): TextSink {
  const terminal = isTerminal(fd) ? open() : undefined
  terminal?.on('error', ignoreLoss)
  let stream = terminal
  return {
    write(text) {
      const rest = stream ? text : writeNow(fd, Buffer.from(text))
      if (rest.length === 0) return
      // Without a terminal: a pipe that is full and does not block.
      stream ??= open().on('error', ignoreLoss)
      stream.write(rest)
    },
    isTTY: terminal !== undefined,
    get columns() {
      // A terminal of an unknown size says 0.
      return terminal?.columns || 80
    },
  }
}

/** Writes what the file takes without waiting for its reader; returns the rest. */
function writeNow(fd: number, bytes: Buffer): Buffer {
  let rest = bytes
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest))
    return rest
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return rest
    if (fd === 1 && !isGone(error)) throw error
    return Buffer.alloc(0)
  }
}

/** A reader that went away (`| head`), or a terminal, is no error of ours. */
function isGone(error: unknown): boolean {
  return ['EPIPE', 'EIO', 'ECONNRESET'].includes((error as NodeJS.ErrnoException).code ?? '')
}

/** A stream that cannot be written any more: what it was to say is lost, and nothing else. */
function ignoreLoss(): void {}

function isTerminal(fd: number): boolean {
  try {
    const stats = fstatSync(fd)
    return stats.isCharacterDevice() && !isNull(stats) && process.getBuiltinModule('node:tty').isatty(fd)
  } catch {
    return false
  }
}

/** Told by its number, for to ask takes loading streams and sockets. */
function isNull({ rdev }: Stats): boolean {
  try {
    return statSync(process.getBuiltinModule('node:os').devNull).rdev === rdev
  } catch {
    return false
  }
}
