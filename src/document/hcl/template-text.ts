import type { TemplatePart } from './syntax.ts'

/** A part as written: text with its escapes, and whether a `~` takes the blanks before or after it away. */
export type RawPart = (
  | { kind: 'text'; text: string }
  | Exclude<TemplatePart, { kind: 'text' | 'if' | 'loop' }>
  | (Omit<Extract<TemplatePart, { kind: 'if' }>, 'yes' | 'no'> & { yes: RawPart[]; no: RawPart[] })
  | (Omit<Extract<TemplatePart, { kind: 'loop' }>, 'body'> & { body: RawPart[] })
) & { stripsBefore?: boolean | undefined; stripsAfter?: boolean | undefined }

const letters: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }

/** Parts with their texts unescaped. */
export function readParts(parts: readonly RawPart[], form: 'quoted' | 'heredoc'): RawPart[] {
  return parts.map((part): RawPart => {
    if (part.kind === 'text') return { ...part, text: unescaped(part.text, form) }
    if (part.kind === 'if') return { ...part, yes: readParts(part.yes, form), no: readParts(part.no, form) }
    return part.kind === 'loop' ? { ...part, body: readParts(part.body, form) } : part
  })
}

function unescaped(text: string, form: 'quoted' | 'heredoc'): string {
  const marks = text.replaceAll(/([$%])\1\{/g, '$1{')
  if (form === 'heredoc') return marks.replaceAll('\r\n', '\n')
  return marks.replaceAll(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|([nrt"\\]))/g, (_, short, long, letter) => {
    if (letter !== undefined) return letters[letter] ?? letter
    const code = Number.parseInt(short ?? long, 16)
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD'
  })
}

/** Parts without the blanks that a `~` takes away. */
export function trimmed(parts: readonly RawPart[]): TemplatePart[] {
  return parts.flatMap((part, at): TemplatePart[] => {
    if (part.kind !== 'text') {
      const { stripsBefore, stripsAfter, ...rest } = part
      if (rest.kind === 'if') return [{ ...rest, yes: trimmed(rest.yes), no: trimmed(rest.no) }]
      return rest.kind === 'loop' ? [{ ...rest, body: trimmed(rest.body) }] : [rest]
    }
    const start = parts[at - 1]?.stripsAfter ? part.text.trimStart() : part.text
    const text = parts[at + 1]?.stripsBefore ? start.trimEnd() : start
    return text === '' ? [] : [{ kind: 'text', text }]
  })
}

/** The parts of a `<<-` heredoc, without the indentation that all of its lines have. */
export function withoutIndent(parts: readonly RawPart[]): RawPart[] {
  let least = Number.POSITIVE_INFINITY
  for (const [at, part] of parts.entries()) {
    if (part.kind !== 'text') {
      if (at === 0) least = 0
      continue
    }
    const lines = part.text.split('\n')
    for (const [line, text] of lines.entries()) {
      const isStart = line > 0 || at === 0
      const isLast = line === lines.length - 1
      const indent = /^[ \t]*/.exec(text)?.[0].length ?? 0
      // A blank line counts only when something stands behind it.
      if (isStart && (indent < text.length || (isLast && at < parts.length - 1))) least = Math.min(least, indent)
    }
  }
  if (least === 0 || !Number.isFinite(least)) return [...parts]
  return parts.map((part, at) => {
    if (part.kind !== 'text') return part
    const lines = part.text.split('\n')
    return { ...part, text: lines.map((line, index) => (index > 0 || at === 0 ? line.slice(least) : line)).join('\n') }
  })
}
