import { append } from '../model/append.ts'
import { Collector } from './collector.ts'
import { type Judgement, judgementOf, type LintPolicy, type LintResult, type RuleTimes } from './judgement.ts'
import { lintSubject } from './lint-subject.ts'
import { NotJudged } from './not-judged.ts'
import type { Subject } from './subject.ts'

/**
 * Judges configurations that other tools update. Several subjects of one address are what conditions make of one
 * resource: what is said of more than one of them is said once, and what cannot be judged is told in one finding.
 */
export function lintResources(resources: readonly Subject[], policy: LintPolicy, times?: RuleTimes): LintResult {
  const collector = new Collector(times)
  const judgements: Judgement[] = []
  for (const variants of Map.groupBy(resources, resourceKey).values()) {
    const own = new Collector(times)
    const notJudged = new NotJudged()
    for (const variant of variants) {
      if (!variant.isOpaque) lintSubject(variant, policy, own, variant.imageType, notJudged)
      notJudged.addLimits(variant)
    }
    append(judgements, withoutRepeats(own.judgements))
    append(collector.internalErrors, own.internalErrors)
    const [first] = variants
    const severity = first && policy.notJudged(first.source.file)
    const finding = first && severity && severity !== 'off' ? notJudged.finding(first, severity) : undefined
    if (finding) judgements.push({ ...judgementOf(finding, 'policy', first), notJudged: notJudged.rules })
  }
  return { judgements, internalErrors: collector.internalErrors }
}

/** Equal for all that conditions make of one resource. */
export function resourceKey({ origin, source, root, address, arn }: Subject): string {
  return JSON.stringify([origin, source.file, root, address, arn])
}

function withoutRepeats(judgements: readonly Judgement[]): Judgement[] {
  const seen = new Map<string, Judgement>()
  for (const judgement of judgements) {
    const { ruleId, file, line, column, pointer, message } = judgement.finding
    const key = JSON.stringify([ruleId, file, line, column, pointer, message])
    if (!seen.has(key)) seen.set(key, judgement)
  }
  return [...seen.values()]
}
