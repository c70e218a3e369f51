import { createHash } from 'node:crypto'
import type { Finding, Severity } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { safeJson, visible } from '../../text/visible.ts'

const severities: Record<Severity, string> = { error: 'critical', warning: 'minor', note: 'info' }

/** GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function render({ findings }: Report): string {
  const seen = new Map<string, number>()
  return safeJson(
    findings.map((finding) => {
      const identity = identityOf(finding)
      const nth = (seen.get(identity) ?? 0) + 1
      seen.set(identity, nth)
      return issue(finding, hash(nth === 1 ? identity : `${identity} ${nth}`))
    }),
  )
}

/** What stays when lines move: GitLab tells by it which findings are new. */
function identityOf({ file, address, root, arn, ruleId, pointer }: Finding): string {
  return JSON.stringify([file, address ?? null, arn ?? null, ruleId, pointer, ...(root === undefined ? [] : [root])])
}

const hash = (text: string): string => createHash('sha256').update(text.toWellFormed()).digest('hex')

function issue({ ruleId, message, severity, file, line, endLine }: Finding, fingerprint: string): object {
  return {
    description: visible(message),
    check_name: visible(ruleId),
    fingerprint,
    severity: severities[severity],
    location: { path: visible(file), lines: { begin: line, end: endLine } },
  }
}
