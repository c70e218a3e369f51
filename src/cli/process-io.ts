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
    stdout: sink(process.stdout),
    stderr: sink(process.stderr),
    interactive: process.stdin.isTTY === true,
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

function sink(stream: NodeJS.WriteStream): TextSink {
  // A reader that went away (`| head`) is no error of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 80
    },
  }
}
