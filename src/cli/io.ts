import type { Readable, Writable } from 'node:stream'
import type { TextSink } from '../files/sink.ts'

/** What a command may touch of the process; only `bin.ts` knows the real one. */
export interface Io {
  cwd: string
  env: Record<string, string | undefined>
  stdout: TextSink
  stderr: TextSink
  /** Whether somebody can be asked. */
  interactive: boolean
  /** Asks on the terminal; only called when `interactive`. */
  ask(question: string): Promise<string>
  /** Input and output as bytes, for a protocol that is spoken over them; nothing else may be printed then. */
  streams?(): { input: Readable; output: Writable }
  /** Milliseconds since the epoch. @default the system's */
  now?(): number
  /** Names the build that runs, and the Node that runs it; absent where it runs from its sources. */
  build?: string | undefined
  /** Aborted by SIGINT or SIGTERM, with the signal's name as its reason. */
  signal: AbortSignal
}
