import type { Finding, Spec } from '../model.ts'
import type { Exception } from './exception.ts'
import type { SpecException } from './spec-exceptions.ts'

/**
 * Finds the exceptions that cover a finding, those of specs first. They are looked up by rule and target: in a big fleet,
 * asking each of them about each finding would take minutes.
 */
export function indexExceptions(
  inSpecs: readonly SpecException[],
  inConfig: readonly Exception[],
): (finding: Finding, spec: Spec | undefined) => Exception[] {
  const ofTarget = new Map<string, Map<Spec | string, Set<Exception>>>()
  for (const exception of inSpecs) {
    const targets = ofTarget.get(exception.rule) ?? new Map<Spec | string, Set<Exception>>()
    ofTarget.set(exception.rule, targets)
    for (const key of [...exception.heirs, ...exception.arns]) {
      const known = targets.get(key) ?? new Set()
      targets.set(key, known.add(exception))
    }
  }
  const anywhere = Map.groupBy(inConfig, ({ rule }) => rule)
  return (finding, spec) => {
    const targets = ofTarget.get(finding.ruleId)
    const keys = spec ? [spec, spec.arn] : [finding.arn ?? '']
    const candidates = new Set(keys.flatMap((key) => [...(targets?.get(key) ?? [])]))
    for (const exception of anywhere.get(finding.ruleId) ?? []) candidates.add(exception)
    return [...candidates].filter((exception) => exception.covers(finding, spec))
  }
}
