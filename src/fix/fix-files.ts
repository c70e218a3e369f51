import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fixText } from '../document/edit/fix-text.ts'
import { limits } from '../document/yaml/problem.ts'
import { readBytes } from '../files/read-file.ts'
import type { Judgement } from '../lint/judgement.ts'
import type { Fleet } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import { SpecSource } from '../sources/spec-file/spec-source.ts'
import { collectFixes } from './collect-fixes.ts'

const mark = '\uFEFF'

/**
 * Writes what the judgements ask to change into their files; returns how many files that were. A file with a `syntax`
 * finding is left alone: what it means is in doubt.
 * @throws {GuardError} `Io` when a file cannot be written
 */
export function fixFiles(judgements: readonly Judgement[], fleet: Fleet): number {
  let written = 0
  const texts = new Map(
    fleet.specs.flatMap(({ source }) => (source instanceof SpecSource ? [[source.file, source.text]] : [])),
  )
  const broken = new Set(fleet.findings.filter(({ ruleId }) => ruleId === 'syntax').map(({ file }) => file))
  for (const [file, fixes] of collectFixes(judgements, fleet)) {
    if (broken.has(file)) continue
    const text = texts.get(file) ?? ''
    const fixed = fixText(text, fixes, { json: file.toLowerCase().endsWith('.json') })
    if (fixed === text) continue
    rewrite(resolve(fleet.root, file), file, text, fixed)
    written++
  }
  return written
}

function rewrite(path: string, file: string, before: string, after: string): void {
  try {
    const now = readBytes(path, limits.bytes).toString('utf8')
    const start = now.startsWith(mark) ? mark : ''
    // Somebody else has written it meanwhile.
    if (now !== start + before) return
    writeFileSync(path, start + after)
  } catch (cause) {
    throw new GuardError('Io', `${file}: cannot be fixed (${(cause as NodeJS.ErrnoException).code}).`, { cause })
  }
}
