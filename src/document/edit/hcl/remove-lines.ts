import { lineStart } from '../../position.ts'
import type { Edit } from '../edit.ts'
import { startsLine } from '../layout.ts'

/** Takes something out with the lines that it stands on; a comment behind it stays, and so does what stands beside it. */
export function withoutLines(text: string, { start, end }: { start: number; end: number }): Edit {
  const rest = /^[^\r\n]*/.exec(text.slice(end))?.[0] ?? ''
  if (rest.trim() !== '' || !startsLine(text, start)) {
    const blanks = /^[ \t]*/.exec(rest)?.[0].length ?? 0
    return { start, end: end + blanks, text: '' }
  }
  const lineBreak = /^(?:\r\n|\n|\r)?/.exec(text.slice(end + rest.length))?.[0].length ?? 0
  return { start: lineStart(text, start), end: end + rest.length + lineBreak, text: '' }
}
