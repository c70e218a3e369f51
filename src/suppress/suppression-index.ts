import type { Spec } from '../lint/spec.ts'
import type { Finding } from '../model/finding.ts'
import type { WrittenSuppression } from './spec-suppressions.ts'
import type { Suppression } from './suppression.ts'

/**
 * Finds the suppressions that cover a finding, those of specs first. They are looked up by rule and target: in a big fleet,
 * asking each of them about each finding would take minutes.
 */
export function indexSuppressions(
  inSpecs: readonly WrittenSuppression[],
  inConfig: readonly Suppression[],
): (finding: Finding, spec: Spec | undefined) => Suppression[] {
  const ofTarget = new Map<string, Map<Spec | string, Set<Suppression>>>()
  for (const suppression of inSpecs) {
    const targets = ofTarget.get(suppression.rule) ?? new Map<Spec | string, Set<Suppression>>()
    ofTarget.set(suppression.rule, targets)
    for (const key of [...suppression.heirs, ...suppression.arns]) {
      const known = targets.get(key) ?? new Set()
      targets.set(key, known.add(suppression))
    }
  }
  const anywhere = Map.groupBy(inConfig, ({ rule }) => rule)
  return (finding, spec) => {
    const targets = ofTarget.get(finding.ruleId)
    const keys = spec ? [spec, spec.arn] : [finding.arn ?? '']
    const candidates = new Set(keys.flatMap((key) => [...(targets?.get(key) ?? [])]))
    for (const suppression of anywhere.get(finding.ruleId) ?? []) candidates.add(suppression)
    return [...candidates].filter((suppression) => suppression.covers(finding, spec))
  }
}
