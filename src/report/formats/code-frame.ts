import { lineText } from '../../document/position.ts'
import type { Range } from '../../model/finding.ts'
import { visible } from '../../text/visible.ts'

const width = 100

/** The line that a finding is about, with a marker under the part of it that is meant. */
export function codeFrame(
  text: string,
  { line, column, endLine, endColumn }: Range,
  dim: (text: string) => string,
): string {
  const source = lineText(text, line)
  const gutter = `    ${line} │ `
  const from = Math.max(0, column - 1 - width / 2)
  const lead = visible(source.slice(from, column - 1))
  const end = endLine === line ? endColumn - 1 : source.length
  const marked = visible(source.slice(column - 1, Math.min(end, from + width)))
  const rest = visible(source.slice(Math.min(end, from + width), from + width))
  const marker = '^'.repeat(Math.max(1, marked.length))
  return `${dim(gutter)}${lead}${marked}${rest}\n${' '.repeat(gutter.length + lead.length)}${marker}`
}
