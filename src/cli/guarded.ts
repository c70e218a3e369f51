import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommanderError } from 'commander'
import { GuardError } from '../model/errors.ts'
import { describeError } from '../report/formats/describe-error.ts'
import { renderError } from '../report/formats/json.ts'
import { withoutPassword } from '../text/without-password.ts'
import { exit } from './exit.ts'
import type { Io } from './io.ts'
import { helpHint } from './options.ts'
import { jsonTargets, valuesOf, writeText } from './output.ts'

/** Runs what a command line asks for; prints to `io` and returns the exit code. Never throws. */
export async function guarded(argv: readonly string[], io: Io, command: () => Promise<number>): Promise<number> {
  try {
    const code = await command()
    return io.signal.aborted ? signalCode(io.signal) : code
  } catch (error) {
    if (io.signal.aborted) return signalCode(io.signal)
    if (isCommanders(error) && error.exitCode === 0) return exit.clean
    reportError(error, argv, io)
    return exit.cannot
  }
}

function signalCode(signal: AbortSignal): number {
  return signal.reason === 'SIGTERM' ? exit.SIGTERM : exit.SIGINT
}

function reportError(error: unknown, argv: readonly string[], io: Io): void {
  // Commander has printed its own message.
  if (!isCommanders(error)) io.stderr.write(`${describeError(error)}\n`)
  const document = renderError(known(error))
  const named = resolve(io.cwd, valuesOf('--cwd', argv).at(-1) ?? '.')
  // A folder that is missing is what went wrong; nothing may make it.
  const cwd = existsSync(named) ? named : io.cwd
  for (const file of jsonTargets(argv)) {
    try {
      writeText(file, document, { cwd, root: cwd, stdout: io.stdout })
    } catch {
      // What the run itself failed of is on stderr.
    }
  }
}

/** A wrong command line in our own words. */
function known(error: unknown): unknown {
  if (!isCommanders(error)) return error
  if (error.code === 'commander.help') return new GuardError('Usage', 'No command is given.', { hint: helpHint })
  const [message = '', meant] = withoutPassword(error.message.replace(/^error: /, '')).split('\n')
  return new GuardError('Usage', message, { hint: meant?.replace(/^\((.*)\)$/, '$1') ?? helpHint })
}

/** Told by its code: commander itself is loaded only where it reads the command line. */
function isCommanders(error: unknown): error is CommanderError {
  return error instanceof Error && 'exitCode' in error && 'code' in error && String(error.code).startsWith('commander.')
}
