import type { Subject } from '../lint/subject.ts'
import type { Suppression, WrittenSuppression } from '../lint/suppression.ts'
import type { Finding } from '../model/finding.ts'

/**
 * Finds the suppressions that cover a finding, those that stand beside it first. They are looked up by rule and target: in a big fleet,
 * asking each of them about each finding would take minutes.
 */
export function indexSuppressions(
  written: readonly WrittenSuppression[],
  inConfig: readonly Suppression[],
): (finding: Finding, subject: Subject | undefined) => Suppression[] {
  const ofTarget = new Map<string, Map<Subject | string, Set<Suppression>>>()
  for (const suppression of written) {
    const targets = ofTarget.get(suppression.rule) ?? new Map<Subject | string, Set<Suppression>>()
    ofTarget.set(suppression.rule, targets)
    for (const key of [...suppression.heirs, ...suppression.arns]) {
      const known = targets.get(key) ?? new Set()
      targets.set(key, known.add(suppression))
    }
  }
  const anywhere = Map.groupBy(inConfig, ({ rule }) => rule)
  return (finding, subject) => {
    const targets = ofTarget.get(finding.ruleId)
    // Nearly every finding.
    if (!targets && !anywhere.has(finding.ruleId)) return []
    const keys = subject ? [subject, subject.arn] : [finding.arn ?? '']
    const candidates = new Set(keys.flatMap((key) => [...(targets?.get(key) ?? [])]))
    for (const suppression of anywhere.get(finding.ruleId) ?? []) candidates.add(suppression)
    return [...candidates].filter((suppression) => suppression.covers(finding, subject))
  }
}
