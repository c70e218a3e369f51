import { fixByHand } from '../fix/fix-by-hand.ts'
import type { FindingDetail } from '../lint/judge.ts'
import type { Finding } from '../model/finding.ts'
import type { FixOf } from '../report/formats/findings-markdown.ts'

/** What mends a finding of the specs as written; for what only the live state shows there are no lines to paste. */
export function fixesOf(details: () => ReadonlyMap<Finding, FindingDetail>): FixOf {
  let known: Map<string, FindingDetail> | undefined
  return (finding) => {
    known ??= new Map([...details()].map(([each, detail]) => [keyOf(each), detail]))
    const detail = known.get(keyOf(finding))
    return detail?.spec && fixByHand(detail.spec.source, detail.fix)
  }
}

/** A plan judges the specs anew, so that the same finding is another value. */
function keyOf({ ruleId, arn, file, pointer, line, column }: Finding): string {
  return JSON.stringify([ruleId, arn, file, pointer, line, column])
}
