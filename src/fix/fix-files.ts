import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { limits } from '../document/yaml/problem.ts'
import { readBytes } from '../files/read-file.ts'
import type { Judgement } from '../lint/judgement.ts'
import type { Fleet } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import { fixedTexts } from './fixed-texts.ts'

/** Of the biggest template that is read. */
const mostTemplate = 4 * limits.bytes

const mark = '\uFEFF'

/**
 * Writes what the judgements ask to change into their files; returns how many files that were.
 * @throws {GuardError} `Io` when a file cannot be written
 */
export function fixFiles(judgements: readonly Judgement[], fleet: Fleet): number {
  let written = 0
  for (const { file, text, fixed } of fixedTexts(judgements, fleet)) {
    rewrite(resolve(fleet.root, file), file, text, fixed)
    written++
  }
  return written
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
