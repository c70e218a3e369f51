import { docsUrl } from '../../lint/docs-url.ts'
import type { Finding, Range } from '../../model/finding.ts'
import type { Path } from '../../model/json.ts'
import { toPointer } from '../../model/pointer.ts'

/** A finding of loading itself. */
export function loadFinding(
  ruleId: 'syntax' | 'schema',
  message: string,
  place: Range & { file: string },
  path: Path = [],
  arn = '',
): Finding {
  const { file, line, column, endLine, endColumn } = place
  return {
    ruleId,
    severity: 'error',
    message,
    file,
    line,
    column,
    endLine,
    endColumn,
    pointer: toPointer(path),
    ...(arn !== '' && { arn }),
    docsUrl: docsUrl(ruleId),
    fixable: false,
  }
}
