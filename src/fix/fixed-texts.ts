import { fixText } from '../document/edit/fix-text.ts'
import type { Judgement } from '../lint/judgement.ts'
import type { Fleet } from '../lint/spec.ts'
import { syntaxOf } from '../sources/cloudformation/template.ts'
import { SpecSource } from '../sources/spec-file/spec-source.ts'
import { collectFixes } from './collect-fixes.ts'
import { templateFixes } from './fix-templates.ts'

interface FixedText {
  file: string
  text: string
  fixed: string
}

/**
 * The texts of files that the judgements ask to change, before and after. A file with a `syntax` finding is left alone:
 * what it means is in doubt.
 */
export function* fixedTexts(judgements: readonly Judgement[], fleet: Fleet): Generator<FixedText> {
  const broken = new Set(fleet.findings.filter(({ ruleId }) => ruleId === 'syntax').map(({ file }) => file))
  for (const each of askedTexts(judgements, fleet)) {
    if (!broken.has(each.file) && each.fixed !== each.text) yield each
  }
}

function* askedTexts(judgements: readonly Judgement[], fleet: Fleet): Generator<FixedText> {
  const texts = new Map(
    fleet.specs.flatMap(({ source }) => (source instanceof SpecSource ? [[source.file, source.text]] : [])),
  )
  for (const [file, fixes] of collectFixes(judgements, fleet)) {
    const text = texts.get(file) ?? ''
    yield { file, text, fixed: fixText(text, fixes, { json: file.toLowerCase().endsWith('.json') }) }
  }
  for (const [file, { text, fixes }] of templateFixes(judgements)) {
    yield { file, text, fixed: fixText(text, fixes, syntaxOf(file, text)) }
  }
}
