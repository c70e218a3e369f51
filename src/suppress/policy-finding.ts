import type { Config } from '../config/config.ts'
import { docsUrl } from '../lint/docs-url.ts'
import { policyRules } from '../lint/policy-rules.ts'
import type { Finding, Location } from '../model/finding.ts'

/** A finding about the policy itself, at its configured severity; none when its rule is off. */
export function policyFinding(
  ruleId: keyof typeof policyRules & string,
  message: string,
  at: { location: Location; pointer: string; arn?: string },
  config: Config,
): Finding[] {
  const severity = config.rules[ruleId]?.severity ?? policyRules[ruleId] ?? 'error'
  if (severity === 'off') return []
  const { location, pointer, arn } = at
  const { file, line, column, endLine, endColumn } = location
  return [
    {
      ruleId,
      severity,
      message,
      file,
      line,
      column,
      endLine,
      endColumn,
      pointer,
      ...(arn && { arn }),
      docsUrl: docsUrl(ruleId),
      fixable: false,
    },
  ]
}
