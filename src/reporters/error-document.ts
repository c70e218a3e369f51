import { GuardError } from '../errors.ts'
import { tool } from '../tool.ts'

/** What `--format json` says of a run that could not do its job. */
export function errorDocument(error: unknown): object {
  return { version: 1, tool, error: errorData(error) }
}

function errorData(error: unknown): object {
  if (!(error instanceof GuardError)) {
    return { code: 'Internal', message: error instanceof Error ? error.message : String(error) }
  }
  const { code, message, hint, details } = error
  return { code, message, ...(hint && { hint }), ...(details.length > 0 && { details }) }
}
