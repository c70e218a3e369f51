import type { Io } from '../../src/cli/io.ts'

const sink = { write: () => undefined, isTTY: false, columns: 100 }

/** A process in which nobody listens, and nobody can be asked. */
export const silentIo: Io = {
  cwd: '/',
  env: {},
  stdout: sink,
  stderr: sink,
  interactive: false,
  ask: async () => '',
  signal: new AbortController().signal,
}
