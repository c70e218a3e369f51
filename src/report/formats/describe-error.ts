import { GuardError } from '../../model/errors.ts'
import { visible, withoutCommands } from '../../text/visible.ts'
import { withoutPassword } from '../../text/without-password.ts'

/** A known error in a line or a few; a bug with its stack and where to report it. Text of others takes no effect. */
export function describeError(error: unknown): string {
  if (!(error instanceof GuardError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const lines = withoutPassword(stack.split('\n').map(visible).join('\n'))
    return withoutCommands(`ibguard: internal error, please report it with the lines below.\n${lines}`)
  }
  const details = error.details.map(({ file, line, column, message, hint }) => {
    const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}:${column ?? 1}`}: `
    return `  ${place}${message}${hint ? ` ${hint}` : ''}`
  })
  const lines = [`ibguard: ${error.message}`, ...details, ...(error.hint ? [`  ${error.hint}`] : [])]
  return withoutCommands(withoutPassword(lines.map(visible).join('\n')))
}
