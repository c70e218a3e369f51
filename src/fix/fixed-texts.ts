import { fixText } from '../document/edit/fix-text.ts'
import type { Judgement } from '../lint/judgement.ts'
import type { Fleet } from '../lint/spec.ts'
import { SpecSource } from '../sources/spec-file/spec-source.ts'
import { agreementOf, requestsOf } from './agreement.ts'
import { collectFixes } from './collect-fixes.ts'
import type { FixedText } from './fix-resources.ts'
import { proven } from './prove.ts'

interface Fixes {
  /** Only those that change. */
  texts: FixedText[]
  /** What was asked for and could not be made, a sentence each. */
  left: string[]
}

/**
 * The texts of files that the judgements ask to change, before and after. A file with a `syntax` finding is left alone:
 * what it means is in doubt.
 */
export async function fixedTexts(judgements: readonly Judgement[], fleet: Fleet): Promise<Fixes> {
  const broken = new Set(fleet.findings.filter(({ ruleId }) => ruleId === 'syntax').map(({ file }) => file))
  const asked = requestsOf(judgements)
  const agreement = agreementOf(asked)
  const agreed = asked.filter(({ targets }) => targets.every((target) => agreement.others(target).length === 0))
  const requests = agreed.filter(({ targets }) => targets.every(({ span }) => !broken.has(span.file)))
  const inBroken = agreed
    .flatMap(({ targets }) => targets.map(({ span }) => span.file))
    .filter((file) => broken.has(file))
  const { texts, left } = requests.length > 0 ? await proven(requests, fleet) : { texts: [], left: [] }
  return {
    texts: [...specTexts(judgements, fleet), ...texts].filter(
      ({ file, text, fixed }) => fixed !== text && !broken.has(file),
    ),
    left: [
      ...[...new Set(inBroken)].map((file) => `${file} is not fixed, because its syntax is broken.`),
      ...left.map(
        ({ judgement: { finding } }) =>
          `${finding.file}:${finding.line}: ${finding.ruleId} is not fixed: no edit there changes this and nothing else.`,
      ),
    ],
  }
}

function specTexts(judgements: readonly Judgement[], fleet: Fleet): FixedText[] {
  const texts = new Map(
    fleet.specs.flatMap(({ source }) => (source instanceof SpecSource ? [[source.file, source.text]] : [])),
  )
  return [...collectFixes(judgements, fleet)].map(([file, fixes]) => {
    const text = texts.get(file) ?? ''
    return { file, text, fixed: fixText(text, fixes, { json: file.toLowerCase().endsWith('.json') }) }
  })
}
