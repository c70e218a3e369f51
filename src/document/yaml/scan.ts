/** js-yaml's events carry the starts of nodes; the ends of collections and a few indicators are found in the text. */

const isBreak = (char: string | undefined): boolean => char === '\n' || char === '\r'
const isBlank = (char: string | undefined): boolean =>
  char === ' ' || char === '\t' || isBreak(char) || char === '\ufeff'

/** Offset of the next character from `from` on that is neither blank nor in a comment. */
export function skipBlank(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    if (text[at] === '#' && (at === 0 || isBlank(text[at - 1]))) while (at < text.length && !isBreak(text[at])) at++
    else if (isBlank(text[at])) at++
    else break
  }
  return at
}

/** Offset of the next of `wanted` from `from` on, where only blanks, comments and indicators lie between. */
export function findIndicator(text: string, from: number, wanted: string): number {
  let at = skipBlank(text, from)
  while (at < text.length && !wanted.includes(text[at] as string)) at = skipBlank(text, at + 1)
  return at
}

/** `end` without the blanks before it. */
export function trimEnd(text: string, end: number, start: number): number {
  let at = end
  while (at > start && isBlank(text[at - 1])) at--
  return at
}

const oddBlank = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]/

/** Where `text` has a character that looks like a blank but does not count as one in YAML. */
export function findOddBlank(text: string): { at: number; message: string } | undefined {
  const at = text.search(oddBlank)
  if (at === -1) return undefined
  const code = text.charCodeAt(at)
  const name = code === 0xa0 ? 'A no-break space' : 'An invisible or unusual blank'
  const point = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  return { at, message: `${name} (${point}) stands where YAML needs plain spaces; type it again.` }
}
