import { matchesSequence } from '../text/wildcard.ts'

const star = Symbol('*')

/** What one character of a name has to be: itself, one of a class, or anything. */
type Item = string | typeof star | ((character: string) => boolean)

/** What one name of a path has to be. */
export type Segment = (name: string) => boolean

/** Whether text holds anything that stands for more than itself in a segment. */
export function isMagic(text: string): boolean {
  return itemsOf(text).some((item) => typeof item !== 'string')
}

/** The text of a segment that stands for itself only. */
export function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1')
}

/** A part of a glob between two `/`: `*`, `?`, `[a-z]`, `[!a-z]`, `\` before what stands for itself. */
export function compileSegment(text: string): Segment {
  const items = itemsOf(text)
  if (items.every((item) => typeof item === 'string')) {
    const exact = items.join('')
    return (name) => name === exact
  }
  // No wildcard stands for the folder itself or the one above it, and none for no name at all.
  return (name) =>
    name === text || (name !== '' && name !== '.' && name !== '..' && matchesSequence(items, name, characters))
}

const characters = {
  isStar: (item: Item | undefined) => item === star,
  fits: (item: Item, of: string) => (typeof item === 'function' ? item(of) : item === of),
}

function itemsOf(text: string): Item[] {
  const items: Item[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    const bracket = character === '[' ? classAt(text, at) : undefined
    if (character === '\\' && at + 1 < text.length) items.push(text[++at] as string)
    else if (bracket) {
      items.push(bracket.item)
      at = bracket.end
    } else if (character === '*') items.push(star)
    else items.push(character === '?' ? () => true : character)
  }
  return items
}

/** The class that begins at a `[`; undefined for a bracket that is never closed, which stands for itself. */
function classAt(text: string, start: number): { item: Item; end: number } | undefined {
  const isNegated = text[start + 1] === '!' || text[start + 1] === '^'
  const first = start + (isNegated ? 2 : 1)
  const ranges: [string, string][] = []
  for (let at = first; at < text.length; at++) {
    if (text[at] === ']' && at > first) {
      const isIn = (character: string) => ranges.some(([from, to]) => from <= character && character <= to)
      return { item: (character) => isIn(character) !== isNegated, end: at }
    }
    if (text[at] === '\\') at++
    const from = text[at] ?? ''
    const isRange = text[at + 1] === '-' && at + 2 < text.length && text[at + 2] !== ']'
    if (isRange) at += 2
    if (isRange && text[at] === '\\') at++
    ranges.push([from, isRange ? (text[at] ?? '') : from])
  }
  return undefined
}
