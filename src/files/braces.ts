import { GuardError } from '../model/errors.ts'

/** More than anybody writes by hand. */
const most = 1_000
/** No path is longer. */
const longest = 4_096

/**
 * The globs without braces that a glob stands for: `{a,b}`, `{1..3}`, `(a|b)` and `@(a|b)`, `?(a|b)` for one of them or
 * nothing. What holds no alternatives stands for itself.
 * @throws {GuardError} `Usage` for more than a thousand or one that is too long, or alternatives that may be repeated or must not match
 */
export function expandBraces(glob: string): string[] {
  if (glob.length > longest) {
    throw new GuardError('Usage', `The glob ${shown(glob)} is longer than ${longest} characters.`, {
      hint: 'Write several globs in its place.',
    })
  }
  const done: string[] = []
  const left = [{ text: glob, from: 0 }]
  for (let next = left.pop(); next; next = left.pop()) {
    const group = groupIn(next.text, next.from)
    if (!group) done.push(next.text)
    else {
      const { text } = next
      if (group.sign !== '' && !'@?'.includes(group.sign)) throw unsupported(glob, group.sign)
      const [before, after] = [text.slice(0, group.start), text.slice(group.end)]
      const parts = group.sign === '?' ? ['', ...group.parts] : group.parts
      left.push(...parts.toReversed().map((part) => ({ text: before + part + after, from: before.length })))
    }
    if (done.length + left.length > most) {
      throw new GuardError('Usage', `The glob ${shown(glob)} stands for more than ${most} others.`, {
        hint: 'Write fewer alternatives, or * in their place.',
      })
    }
  }
  return done
}

interface Group {
  start: number
  end: number
  sign: string
  parts: string[]
}

const closing: Record<string, string> = { '{': '}', '(': ')' }

/** The first group of alternatives; undefined where there is none. */
function groupIn(text: string, from: number): Group | undefined {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '[') at = bracketEnd(text, at)
    else if (text[at] === '{' || text[at] === '(') {
      const group = groupAt(text, at)
      if (group) return group
    }
  }
  return undefined
}

function groupAt(text: string, open: number): Group | undefined {
  const isBrace = text[open] === '{'
  const before = text[open - 1] ?? ''
  const sign = !isBrace && '@?*+!'.includes(before) && text[open - 2] !== '\\' ? before : ''
  const separator = isBrace ? ',' : '|'
  const stack: string[] = []
  const parts: string[] = []
  let start = open + 1
  for (let at = open; at < text.length; at++) {
    const character = text[at] as string
    if (character === '\\') at++
    else if (character === '[') at = bracketEnd(text, at)
    else if (character in closing) stack.push(closing[character] as string)
    else if (character === stack.at(-1)) {
      stack.pop()
      if (stack.length > 0) continue
      const whole = { start: open - sign.length, end: at + 1, sign }
      const last = text.slice(start, at)
      if (parts.length > 0 || sign !== '') return { ...whole, parts: [...parts, last] }
      const range = isBrace ? rangeOf(last) : undefined
      return range && { ...whole, parts: range }
    } else if (character === separator && stack.length === 1) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return undefined
}

/** Where a class ends, or where it begins when it never ends. */
function bracketEnd(text: string, open: number): number {
  const first = text[open + 1] === '!' || text[open + 1] === '^' ? open + 3 : open + 2
  const end = text.indexOf(']', first)
  const isInName = end !== -1 && !text.slice(open, end).includes('/')
  return isInName ? end : open
}

/** `1..3`, `01..12`; `a..c` as a class. */
function rangeOf(text: string): string[] | undefined {
  if (/^[a-zA-Z]\.\.[a-zA-Z]$/.test(text)) return [`[${[text[0], text.at(-1)].sort().join('-')}]`]
  const [, from = '', to = ''] = /^(\d{1,9})\.\.(\d{1,9})$/.exec(text) ?? []
  if (from === '') return undefined
  const [low, high] = [Math.min(Number(from), Number(to)), Math.max(Number(from), Number(to))]
  const width = [from, to].some((each) => each.length > 1 && each.startsWith('0')) ? from.length : 0
  return Array.from({ length: Math.min(high - low, most) + 1 }, (_, step) => String(low + step).padStart(width, '0'))
}

function unsupported(glob: string, sign: string): GuardError {
  return new GuardError('Usage', `The glob ${shown(glob)} uses ${sign}(…), which is not supported.`, {
    hint: 'Use * and {a,b}, and leave out with a glob that begins with !, or with `ignores`.',
  })
}

function shown(glob: string): string {
  return JSON.stringify(glob.length > 200 ? `${glob.slice(0, 200)}…` : glob)
}
