import { errorData } from '../../model/errors.ts'
import { tool } from '../../model/tool.ts'

/** What `--format json` says of a run that could not do its job. */
export function errorDocument(error: unknown): object {
  return { version: 1, tool, error: errorData(error) }
}
