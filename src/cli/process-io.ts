import { fstatSync, writeSync } from 'node:fs'
import type { Io, TextSink } from './io.ts'

/** The process as commands see it. Takes over SIGINT and SIGTERM. */
export function createProcessIo(): Io {
  const interrupted = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      // The first signal lets what is in flight end; a second one ends at once, the journal is intact either way.
      if (interrupted.signal.aborted) process.exit(name === 'SIGINT' ? 130 : 143)
      interrupted.abort(name)
    })
  }
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: sink(1, () => process.stdout),
    stderr: sink(2, () => process.stderr),
    get interactive() {
      return process.stdin.isTTY === true
    },
    async ask(question) {
      const { createInterface } = await import('node:readline/promises')
      const readline = createInterface({ input: process.stdin, output: process.stderr })
      try {
        return await readline.question(question, { signal: interrupted.signal })
      } finally {
        readline.close()
      }
    },
    signal: interrupted.signal,
  }
}

/** Node's stream is loaded for a terminal alone; a pipe or file is written as it is, which a small run can tell by the clock. */
function sink(fd: 1 | 2, open: () => NodeJS.WriteStream): TextSink {
  let opened: NodeJS.WriteStream | undefined
  const stream = (): NodeJS.WriteStream => {
    opened ??= open().on('error', ignoreGoneReader)
    return opened
  }
  const isDevice = isCharacterDevice(fd)
  return {
    write(text) {
      const rest = isDevice || opened ? text : writeNow(fd, Buffer.from(text))
      if (rest.length > 0) stream().write(rest)
    },
    get isTTY() {
      return isDevice && stream().isTTY === true
    },
    get columns() {
      return (isDevice ? stream().columns : undefined) ?? 80
    },
  }
}

/** Writes what the file takes without waiting for its reader; returns the rest. */
function writeNow(fd: number, bytes: Buffer): Buffer {
  let rest = bytes
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return rest
    ignoreGoneReader(error as Error)
    return Buffer.alloc(0)
  }
  return rest
}

/** A reader that went away (`| head`) is no error of ours. */
function ignoreGoneReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

function isCharacterDevice(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice()
  } catch {
    // Closed by who started us: the stream deals with that.
    return true
  }
}
