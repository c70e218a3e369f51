import { rangeOf } from '../document/position.ts'
import type { Judgement } from '../lint/judgement.ts'
import type { Finding } from '../model/finding.ts'
import type { Reader } from '../sources/resource/value.ts'
import { agreementOf, requestsOf } from './agreement.ts'

/** So many readers of a value are told. */
const mostReaders = 3

/** What something else reads too, which does not ask for the same, is not fixable, and the finding says what reads it. */
export function withReaders(judgements: readonly Judgement[]): readonly Judgement[] {
  const requests = requestsOf(judgements)
  if (requests.length === 0) return judgements
  const agreement = agreementOf(requests)
  const told = new Map(
    requests.flatMap(({ judgement, targets }): [Judgement, Finding][] => {
      const others = targets.flatMap((target) => agreement.others(target))
      return others.length === 0 ? [] : [[judgement, withOthers(judgement.finding, others)]]
    }),
  )
  return judgements.map((judgement) => {
    const finding = told.get(judgement)
    return finding ? { ...judgement, finding } : judgement
  })
}

function withOthers(finding: Finding, others: readonly Reader[]): Finding {
  const places = others.slice(0, mostReaders).map(({ span: { file, text, start, end } }) => ({
    message: 'This reads the value too, so --fix leaves it.',
    file,
    ...rangeOf(text, start, end),
  }))
  return { ...finding, fixable: false, related: [...(finding.related ?? []), ...places] }
}
