import { GuardError } from './errors.ts'

/** A known error in a line or a few; a bug with its stack and where to report it. */
export function describeError(error: unknown): string {
  if (!(error instanceof GuardError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return `ibguard: internal error, please report it with the lines below.\n${stack}`
  }
  const details = error.details.map(({ file, line, column, message, hint }) => {
    const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}:${column ?? 1}`}: `
    return `  ${place}${message}${hint ? ` ${hint}` : ''}`
  })
  return [`ibguard: ${error.message}`, ...details, ...(error.hint ? [`  ${error.hint}`] : [])].join('\n')
}
