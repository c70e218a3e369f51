import { tool } from '../../model/tool.ts'
import { safeJson } from '../../text/visible.ts'
import { describeError } from './describe-error.ts'

/** SARIF of a run that could not do its job. */
export function failedSarif(error: unknown): string {
  const text = describeError(error)
  return safeJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, version: tool.version } },
        invocations: [
          { executionSuccessful: false, toolExecutionNotifications: [{ level: 'error', message: { text } }] },
        ],
        results: [],
      },
    ],
  })
}
