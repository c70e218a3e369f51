import { fixByHand } from '../fix/fix-by-hand.ts'
import type { Judgement } from '../lint/judgement.ts'
import type { FixOf } from '../report/formats/findings-markdown.ts'

/** What mends a finding of a report; for what only the live state shows there are no lines to paste. */
export function fixesOf(judgements: readonly Judgement[]): FixOf {
  const known = new Map(judgements.map((judgement) => [judgement.finding, judgement]))
  return (finding) => {
    const judgement = known.get(finding)
    return judgement && fixByHand(judgement)
  }
}
