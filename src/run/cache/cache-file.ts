/** How what is kept is written: as JSON, with what many files have in common once. Of anything else nothing is believed. */
import type { FoundFile } from '../../sources/source.ts'
import type { Identity } from './identity.ts'
import { type Held, type HeldSpec, Keeper, type Kind, type Saying, width } from './keeper.ts'

const format = 3

/** What led to a file, by number: ten thousand short texts take longer to read than any other column. */
const ways: readonly FoundFile['by'][] = ['path', 'glob', 'search']

/** A file: its name, what led to it, what it holds, and what tells that it is as it was: equally many parts for each. */
export interface Row {
  file: string
  by: FoundFile['by']
  held: Held
  identity: Identity
}

/** Column by column: one long list is read in a fifth of the time that a list for each file takes. */
interface Columns {
  files: string[]
  /** Numbers of ways. */
  by: number[]
  /** What was left, or how many specs it holds. */
  held: (Exclude<Held, readonly HeldSpec[]> | number)[]
  /** The parts of all files in turn. */
  identities: (string | number)[]
  /** Of each spec. */
  arns: string[]
  /** How many numbers each spec has, and these in turn. */
  lengths: number[]
  numbers: number[]
}

interface Written extends Columns {
  ibguardCache: typeof format
  /** Of what judges; what anything else left behind is not believed. */
  key: string
  kinds: readonly Kind[]
  sayings: readonly Saying[]
}

/** What was kept under a key, by file. */
export class KeptFiles {
  readonly keeper: Keeper
  readonly #columns: Columns
  readonly #parts: number
  /** Made when a file is asked for out of turn. */
  #rows: Map<string, number> | undefined
  #next = 0
  /** Of each file its first spec, and of each spec its first number; one more at the end. */
  readonly #specs: Uint32Array
  readonly #numbers: Uint32Array

  constructor(keeper: Keeper = new Keeper(), columns: Columns = emptyColumns()) {
    const { files, held, identities, lengths } = columns
    this.keeper = keeper
    this.#columns = columns
    this.#parts = identities.length / files.length
    this.#specs = sums(held.map((each) => (typeof each === 'number' ? each : 0)))
    this.#numbers = sums(lengths)
  }

  /** The number of a file that is as it was; undefined for one that is not, or that is not known. */
  find(file: string, by: FoundFile['by'], identity: Identity): number | undefined {
    const row = this.#rowOf(file)
    if (row === undefined || identity.length !== this.#parts) return undefined
    const { by: numbers, identities } = this.#columns
    if (ways[numbers[row] as number] !== by) return undefined
    for (let at = 0; at < identity.length; at++)
      if (identities[row * this.#parts + at] !== identity[at]) return undefined
    return row
  }

  /** Files are asked for in the order in which they are kept, so it is nearly always the next one. */
  #rowOf(file: string): number | undefined {
    const { files } = this.#columns
    if (files[this.#next] === file) return this.#next++
    this.#rows ??= new Map(files.map((each, at) => [each, at]))
    const row = this.#rows.get(file)
    if (row !== undefined) this.#next = row + 1
    return row
  }

  held(row: number): Held {
    const held = this.#columns.held[row] as number | Exclude<Held, readonly HeldSpec[]>
    if (typeof held !== 'number') return held
    const first = this.#specs[row] as number
    return this.#columns.arns.slice(first, first + held).map((arn, at) => ({
      arn,
      numbers: this.#columns.numbers,
      from: this.#numbers[first + at] as number,
      to: this.#numbers[first + at + 1] as number,
    }))
  }

  /** Every file, by its number. */
  *rows(): Generator<[number, Row]> {
    const { files, by, identities } = this.#columns
    for (const [row, file] of files.entries()) {
      const identity = identities.slice(row * this.#parts, (row + 1) * this.#parts)
      yield [row, { file, by: ways[by[row] as number] as FoundFile['by'], held: this.held(row), identity }]
    }
  }
}

/** Whether a text is, or was before it was damaged, one of these. */
export const isCache = (text: string): boolean => text.startsWith('{"ibguardCache":')

/** What was kept under a key; nothing where that cannot be told. */
export function parseCache(text: string, key: string): KeptFiles {
  try {
    const written = JSON.parse(text) as Written
    const { ibguardCache, key: own, kinds, sayings } = written
    if (ibguardCache === format && own === key && kinds.every(isKind) && sayings.every(isSaying) && areWhole(written))
      return new KeptFiles(new Keeper(kinds, sayings), written)
  } catch {
    // No JSON, or of another shape.
  }
  return new KeptFiles()
}

/** Without kinds and sayings that nothing has any more. */
export function renderCache(key: string, keeper: Keeper, rows: Iterable<Row>): string {
  const kinds = new Map<number, number>()
  const sayings = new Map<number, number>()
  const columns = emptyColumns()
  for (const { file, by, held, identity } of rows) {
    columns.files.push(file)
    columns.by.push(ways.indexOf(by))
    columns.held.push(typeof held === 'string' ? held : held.length)
    columns.identities.push(...identity)
    if (typeof held === 'string') continue
    for (const { arn, numbers, from, to } of held) {
      columns.arns.push(arn)
      columns.lengths.push(to - from)
      for (let at = from; at < to; at++) {
        const number = numbers[at] as number
        const isOfRange = (at - from) % width > 0
        columns.numbers.push(isOfRange ? number : anew(number, at === from ? kinds : sayings))
      }
    }
  }
  const written: Written = {
    ibguardCache: format,
    key,
    kinds: [...kinds.keys()].map((number) => keeper.kinds.all[number] as Kind),
    sayings: [...sayings.keys()].map((number) => keeper.sayings.all[number] as Saying),
    ...columns,
  }
  return JSON.stringify(written)
}

const emptyColumns = (): Columns => ({
  files: [],
  by: [],
  held: [],
  identities: [],
  arns: [],
  lengths: [],
  numbers: [],
})

function anew(number: number, numbers: Map<number, number>): number {
  const known = numbers.get(number) ?? numbers.size
  numbers.set(number, known)
  return known
}

/** What comes before each of some numbers, and all of them. */
function sums(numbers: readonly number[]): Uint32Array {
  const before = new Uint32Array(numbers.length + 1)
  for (let at = 0; at < numbers.length; at++) before[at + 1] = (before[at] as number) + (numbers[at] as number)
  return before
}

/**
 * Whether the columns fit each other, so that all that is read of them is there. By counting: a run of which nothing else
 * is left to judge has hardly begun to be compiled, and would call a function for each of a hundred thousand numbers.
 */
function areWhole({ kinds, sayings, files, by, held, identities, arns, lengths, numbers }: Written): boolean {
  if (![kinds, sayings, files, by, held, identities, arns, lengths, numbers].every(Array.isArray)) return false
  if (by.length !== files.length || held.length !== files.length || lengths.length !== arns.length) return false
  if (files.length > 0 && !Number.isInteger(identities.length / files.length)) return false
  for (let at = 0; at < files.length; at++)
    if (typeof files[at] !== 'string' || !isCount(by[at]) || (by[at] as number) >= ways.length) return false
  for (let at = 0; at < arns.length; at++) if (typeof arns[at] !== 'string' || arns[at] === '') return false
  for (let at = 0; at < numbers.length; at++) if (!isCount(numbers[at])) return false
  let specs = 0
  for (const each of held) {
    if (each === 'own' || each === 'unrelated') continue
    if (!isCount(each)) return false
    specs += each
  }
  if (specs !== arns.length) return false
  let first = 0
  for (const length of lengths) {
    if (!isCount(length) || length === 0 || length % width !== 0) return false
    if ((numbers[first] ?? kinds.length) >= kinds.length) return false
    for (let at = first + width; at < first + length; at += width)
      if ((numbers[at] ?? sayings.length) >= sayings.length) return false
    first += length
  }
  return first === numbers.length
}

const isCount = (value: unknown): value is number => (value as number) >>> 0 === value

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
