import { CommanderError } from 'commander'
import { GuardError } from '../errors.ts'
import { tool } from '../tool.ts'
import { describeError } from './describe-error.ts'
import { exit } from './exit.ts'
import type { Io } from './io.ts'
import { jsonTargets, writeText } from './output.ts'
import { createProgram } from './program.ts'

/** Runs one command line; prints to `io` and returns the exit code. Never throws. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    const code = await createProgram(io).run(argv)
    return io.signal.aborted ? signalCode(io.signal) : code
  } catch (error) {
    if (io.signal.aborted) return signalCode(io.signal)
    if (error instanceof CommanderError && error.exitCode === 0) return exit.clean
    await reportError(error, argv, io)
    return exit.cannot
  }
}

function signalCode(signal: AbortSignal): number {
  return signal.reason === 'SIGTERM' ? exit.SIGTERM : exit.SIGINT
}

async function reportError(error: unknown, argv: readonly string[], io: Io): Promise<void> {
  // Commander has printed its own message.
  if (!(error instanceof CommanderError)) io.stderr.write(`${describeError(error)}\n`)
  const document = `${JSON.stringify({ version: 1, tool, error: errorData(error) }, null, 2)}\n`
  for (const file of jsonTargets(argv)) await writeText(file, document, io).catch(() => undefined)
}

function errorData(error: unknown): Record<string, unknown> {
  if (error instanceof GuardError) {
    const { code, message, hint, details } = error
    return { code, message, ...(hint && { hint }), ...(details.length > 0 && { details }) }
  }
  if (error instanceof CommanderError) return { code: 'Usage', message: error.message.replace(/^error: /, '') }
  return { code: 'Internal', message: error instanceof Error ? error.message : String(error) }
}
