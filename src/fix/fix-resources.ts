import { type Fix, fixText } from '../document/edit/fix-text.ts'
import { syntaxOf } from '../sources/cloudformation/template.ts'
import type { FixTarget } from '../sources/resource/fix-targets.ts'
import type { Editing } from '../sources/resource/resource-text.ts'
import type { Request } from './agreement.ts'

export interface FixedText {
  file: string
  text: string
  fixed: string
}

/** The texts with what requests ask to change; files in which nothing can be changed are left out. */
export function resourceTexts(requests: readonly Request[]): FixedText[] {
  return [...fixesByFile(requests)]
    .map(([file, { text, editing, fixes }]) => {
      const fixed = editing ? editing.fixed(file, text, fixes) : fixText(text, fixes, syntaxOf(file, text))
      return { file, text, fixed }
    })
    .filter(({ text, fixed }) => fixed !== text)
}

interface TextFixes {
  text: string
  editing: Editing | undefined
  fixes: Fix[]
}

function fixesByFile(requests: readonly Request[]): Map<string, TextFixes> {
  const files = new Map<string, TextFixes>()
  const done = new Set<string>()
  for (const { targets, editing } of requests) {
    for (const { file, text, fix } of byMap(targets)) {
      // Variants of one resource, and instances of one block, ask for the same.
      const key = JSON.stringify([file, fix])
      if (done.has(key)) continue
      done.add(key)
      const known = files.get(file) ?? { text, editing, fixes: [] }
      known.fixes.push(fix)
      files.set(file, known)
    }
  }
  return files
}

/** What one finding asks of one map is made as a whole. */
function byMap(targets: readonly FixTarget[]): { file: string; text: string; fix: Fix }[] {
  return [...Map.groupBy(targets, ({ span: { file, start, end } }) => `${start}:${end} ${file}`).values()].flatMap(
    (same) => {
      const [first] = same
      if (!first) return []
      const { file, text, start, end } = first.span
      return [{ file, text, fix: { start, end, patches: same.map(({ path, value }) => ({ path, value })) } }]
    },
  )
}
