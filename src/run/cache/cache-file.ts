/** How what is kept is written: as JSON, with what many files have in common once. Of anything else nothing is believed. */
import type { Range } from '../../model/finding.ts'
import type { Held, KeptFile, Kind, Said, Saying } from './kept-file.ts'

const format = 1

interface Written {
  ibguardCache: typeof format
  /** Of what judges; what anything else left behind is not believed. */
  key: string
  kinds: readonly Kind[]
  sayings: readonly Saying[]
  files: readonly Entry[]
}

/** Name, what led to the file, what it holds, and its identity at the end. */
type Entry = readonly [file: string, by: string, held: string | readonly HeldEntry[], ...identity: (string | number)[]]

/** An ARN; a kind and a range; for each thing said a saying and a range. Kinds and sayings go by their numbers. */
type HeldEntry = readonly [arn: string, ...numbers: number[]]

/** The entries of a cache by the names of their files; each is looked at when it is asked for. */
export type Kept = ReadonlyMap<string, () => KeptFile | undefined>

/** Whether a text is, or was before it was damaged, one of these. */
export const isCache = (text: string): boolean => text.startsWith('{"ibguardCache":')

export function parseCache(text: string, key: string): Kept {
  try {
    const { ibguardCache, key: own, kinds, sayings, files } = JSON.parse(text) as Written
    if (ibguardCache !== format || own !== key || !kinds.every(isKind) || !sayings.every(isSaying)) return new Map()
    return new Map(files.map((entry) => [entry[0], () => decode(entry, kinds, sayings)]))
  } catch {
    return new Map()
  }
}

/** Undefined for what this tool has not written. */
function decode(entry: Entry, kinds: readonly Kind[], sayings: readonly Saying[]): KeptFile | undefined {
  const [file, by, held, ...identity] = entry
  if (by !== 'path' && by !== 'glob' && by !== 'search') return undefined
  if (held === 'own' || held === 'unrelated') return { file, by, held, identity }
  if (!Array.isArray(held)) return undefined
  const all = held.map((each) => decodeHeld(each, kinds, sayings))
  return all.every((each) => each !== undefined) ? { file, by, held: all, identity } : undefined
}

/** How many numbers a place with its kind or saying has. */
const width = 5

function decodeHeld(
  [arn, ...numbers]: HeldEntry,
  kinds: readonly Kind[],
  sayings: readonly Saying[],
): Held | undefined {
  const kind = kinds[numbers[0] ?? -1]
  if (typeof arn !== 'string' || !kind || numbers.length % width !== 0 || !numbers.every(Number.isSafeInteger))
    return undefined
  const said: Said[] = []
  for (let at = width; at < numbers.length; at += width) {
    const saying = sayings[numbers[at] as number]
    if (!saying) return undefined
    said.push({ saying, range: rangeAt(numbers, at) })
  }
  return { arn, kind, range: rangeAt(numbers, 0), said }
}

const rangeAt = (numbers: readonly number[], at: number): Range => {
  const [line = 1, column = 1, endLine = 1, endColumn = 1] = numbers.slice(at + 1, at + width)
  return { line, column, endLine, endColumn }
}

export function renderCache(key: string, files: readonly KeptFile[]): string {
  const kinds = new Table<Kind>()
  const sayings = new Table<Saying>()
  const encode = ({ arn, kind, range, said }: Held): HeldEntry => [
    arn,
    kinds.number(kind),
    ...numbersOf(range),
    ...said.flatMap((each) => [sayings.number(each.saying), ...numbersOf(each.range)]),
  ]
  const entries = files.map(({ file, by, held, identity }): Entry => {
    return [file, by, typeof held === 'string' ? held : held.map(encode), ...identity]
  })
  const written: Written = { ibguardCache: format, key, kinds: kinds.all, sayings: sayings.all, files: entries }
  return JSON.stringify(written)
}

const numbersOf = ({ line, column, endLine, endColumn }: Range): number[] => [line, column, endLine, endColumn]

/** Numbers values, those that say the same alike. */
class Table<T> {
  readonly all: T[] = []
  readonly #numbers = new Map<string, number>()

  number(value: T): number {
    const text = JSON.stringify(value)
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.#numbers.set(text, this.all.length)
    return this.all.push(value) - 1
  }
}

function isKind({ update, imageType, guard }: Kind): boolean {
  return (
    (update === 'merge' || update === 'replace') &&
    [undefined, 'AMI', 'DOCKER'].includes(imageType) &&
    typeof guard === 'object' &&
    guard !== null
  )
}

function isSaying({ ruleId, severity, message, docsUrl, fixable, messageId, path, fix, deferred }: Saying): boolean {
  return (
    typeof ruleId === 'string' &&
    ['error', 'warning', 'note'].includes(severity) &&
    typeof message === 'string' &&
    isTextOrNothing(docsUrl) &&
    typeof fixable === 'boolean' &&
    isTextOrNothing(messageId) &&
    isPath(path) &&
    Array.isArray(fix) &&
    fix.every((patch) => isPath(patch.path)) &&
    (deferred === undefined ||
      deferred.every((part) => typeof part.ruleId === 'string' && typeof part.pointer === 'string'))
  )
}

const isTextOrNothing = (value: unknown): boolean => value === undefined || typeof value === 'string'

const isPath = (path: unknown): boolean =>
  Array.isArray(path) && path.every((key) => typeof key === 'string' || typeof key === 'number')
