import type { Finding, Path, Range } from '../model.ts'
import { docsUrl } from '../rule/docs-url.ts'
import { toPointer } from '../source/pointer.ts'

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
