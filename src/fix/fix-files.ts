import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { limits } from '../document/yaml/problem.ts'
import { readBytes } from '../files/read-file.ts'
import type { Judgement } from '../lint/judgement.ts'
import type { Fleet } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import { markOf } from '../text/byte-order-mark.ts'
import type { FixedText } from './fix-resources.ts'
import { fixedTexts } from './fixed-texts.ts'

/** Of the biggest file that is read and edited. */
const mostText = 4 * limits.bytes

/**
 * Writes what the judgements ask to change into their files; returns how many files that were, and what is left.
 * @throws {GuardError} `Io` when a file cannot be written
 */
export async function fixFiles(
  judgements: readonly Judgement[],
  fleet: Fleet,
): Promise<{ written: number; left: string[] }> {
  const { texts, left } = await fixedTexts(judgements, fleet)
  for (const text of texts) rewrite(resolve(fleet.root, text.file), text)
  return { written: texts.length, left }
}

function rewrite(path: string, { file, text: before, fixed: after }: FixedText): void {
  try {
    const now = readBytes(path, mostText).toString('utf8')
    const mark = markOf(now)
    // Somebody else has written it meanwhile.
    if (now !== mark + before) return
    writeFileSync(path, mark + after)
  } catch (cause) {
    throw new GuardError('Io', `${file}: cannot be fixed (${(cause as NodeJS.ErrnoException).code}).`, { cause })
  }
}
