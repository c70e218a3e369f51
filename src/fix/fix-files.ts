import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fixText } from '../document/edit/fix-text.ts'
import { limits } from '../document/yaml/problem.ts'
import { readBytes } from '../files/read-file.ts'
import type { Judgement } from '../lint/judgement.ts'
import type { Fleet } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import { syntaxOf } from '../sources/cloudformation/template.ts'
import { SpecSource } from '../sources/spec-file/spec-source.ts'
import { collectFixes } from './collect-fixes.ts'
import { templateFixes } from './fix-templates.ts'

/** Of the biggest template that is read. */
const mostTemplate = 4 * limits.bytes

const mark = '\uFEFF'

/**
 * Writes what the judgements ask to change into their files; returns how many files that were. A file with a `syntax`
 * finding is left alone: what it means is in doubt.
 * @throws {GuardError} `Io` when a file cannot be written
 */
export function fixFiles(judgements: readonly Judgement[], fleet: Fleet): number {
  let written = 0
  const broken = new Set(fleet.findings.filter(({ ruleId }) => ruleId === 'syntax').map(({ file }) => file))
  for (const { file, text, fixed } of fixedTexts(judgements, fleet)) {
    if (broken.has(file) || fixed === text) continue
    rewrite(resolve(fleet.root, file), file, text, fixed)
    written++
  }
  return written
}

function* fixedTexts(
  judgements: readonly Judgement[],
  fleet: Fleet,
): Generator<{ file: string; text: string; fixed: string }> {
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

function rewrite(path: string, file: string, before: string, after: string): void {
  try {
    const now = readBytes(path, mostTemplate).toString('utf8')
    const start = now.startsWith(mark) ? mark : ''
    // Somebody else has written it meanwhile.
    if (now !== start + before) return
    writeFileSync(path, start + after)
  } catch (cause) {
    throw new GuardError('Io', `${file}: cannot be fixed (${(cause as NodeJS.ErrnoException).code}).`, { cause })
  }
}
