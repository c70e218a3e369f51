import { makeFinding } from '../../lint/make-finding.ts'
import type { Finding, Location } from '../../model/finding.ts'
import type { Path } from '../../model/json.ts'

/** A finding of loading itself. */
export function loadFinding(
  ruleId: 'syntax' | 'schema',
  message: string,
  place: Location,
  path: Path = [],
  arn = '',
): Finding {
  return makeFinding({ ruleId, severity: 'error', message, place, path, arn })
}
