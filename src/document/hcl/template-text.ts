import type { TemplatePart } from './syntax.ts'

type Strips = { stripsBefore?: boolean | undefined; stripsAfter?: boolean | undefined }

/** A part as written: text with its escapes, and whether a `~` takes the blanks before or after it away. */
export type RawPart = (
  | { kind: 'text'; text: string }
  | Exclude<TemplatePart, { kind: 'text' | 'if' | 'loop' }>
  | (Omit<Extract<TemplatePart, { kind: 'if' }>, 'yes' | 'no'> & { yes: RawPart[]; no: RawPart[] })
  | (Omit<Extract<TemplatePart, { kind: 'loop' }>, 'body'> & { body: RawPart[] })
  /** The mark of a directive, at an end of what stands inside of it. */
  | { kind: 'edge' }
) &
  Strips

/** In quotes, between the marks of a heredoc, without the indentation of its lines, or as the JSON syntax has it. */
export type Form = 'quoted' | 'heredoc' | 'flush' | 'bare'

/** Parts with their texts as they are meant. */
export function readParts(parts: readonly RawPart[], form: Form): TemplatePart[] {
  const stripped = stripBlanks(unescaped(parts, form))
  return finished(form === 'flush' ? withoutIndent(stripped) : stripped)
}

/** The same parts with what `change` makes of each list of them. */
function inAll(parts: readonly RawPart[], change: (parts: readonly RawPart[]) => RawPart[]): RawPart[] {
  return change(parts).map((part): RawPart => {
    if (part.kind === 'if') return { ...part, yes: inAll(part.yes, change), no: inAll(part.no, change) }
    return part.kind === 'loop' ? { ...part, body: inAll(part.body, change) } : part
  })
}

/** Every line of a heredoc is a text of its own: a `~` takes blanks away up to the end of its line. */
function unescaped(parts: readonly RawPart[], form: Form): RawPart[] {
  return inAll(parts, (all) =>
    all.flatMap((part): RawPart | RawPart[] => {
      if (part.kind !== 'text') return part
      if (form === 'quoted') return { ...part, text: unquoted(withMarks(part.text)) }
      const text = form === 'bare' ? part.text : part.text.replaceAll('\r\n', '\n')
      return linesOf(text).map((line) => ({ ...part, text: withMarks(line) }))
    }),
  )
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? []

const withMarks = (text: string): string => text.replaceAll(/([$%])\1\{/g, '$1{')

const letters: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }

function unquoted(text: string): string {
  return text.replaceAll(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|([nrt"\\]))/g, (_, short, long, letter) => {
    if (letter !== undefined) return letters[letter] ?? letter
    const code = Number.parseInt(short ?? long, 16)
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD'
  })
}

function stripBlanks(parts: readonly RawPart[]): RawPart[] {
  return inAll(parts, (all) =>
    all.map((part, at) => {
      if (part.kind !== 'text') return part
      const start = all[at - 1]?.stripsAfter ? part.text.trimStart() : part.text
      return { ...part, text: all[at + 1]?.stripsBefore ? start.trimEnd() : start }
    }),
  )
}

/** Without the indentation that all lines have; those of blanks alone do not count, and keep theirs. */
function withoutIndent(parts: readonly RawPart[]): RawPart[] {
  let least = Number.POSITIVE_INFINITY
  const indented = new Set<RawPart>()
  let isStart = true
  for (const part of inOrder(parts)) {
    const text = part.kind === 'text' ? part.text : ''
    if (isStart && (text.trim() !== '' || !text.endsWith('\n'))) {
      least = Math.min(least, text.length - text.trimStart().length)
      indented.add(part)
    }
    isStart = text.endsWith('\n')
  }
  return inAll(parts, (all) =>
    all.map((part) => (part.kind === 'text' && indented.has(part) ? { ...part, text: part.text.slice(least) } : part)),
  )
}

/** Parts and what stands inside of them, as they are written. */
function* inOrder(parts: readonly RawPart[]): Generator<RawPart> {
  for (const part of parts) {
    if (part.kind === 'if') {
      yield* inOrder(part.yes)
      yield* inOrder(part.no)
    } else if (part.kind === 'loop') yield* inOrder(part.body)
    else yield part
  }
}

/** Texts that follow each other are one, and none is empty. */
function finished(parts: readonly RawPart[]): TemplatePart[] {
  const done: TemplatePart[] = []
  for (const part of parts) {
    if (part.kind === 'edge') continue
    const { stripsBefore: _before, stripsAfter: _after, ...rest } = part
    const last = done.at(-1)
    if (rest.kind !== 'text') {
      if (rest.kind === 'if') done.push({ ...rest, yes: finished(rest.yes), no: finished(rest.no) })
      else done.push(rest.kind === 'loop' ? { ...rest, body: finished(rest.body) } : rest)
    } else if (last?.kind === 'text') last.text += rest.text
    else if (rest.text !== '') done.push(rest)
  }
  return done
}
