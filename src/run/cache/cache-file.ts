/** How what is kept is written: as JSON, with what many files have in common once. Of anything else nothing is believed. */
import { type Held, type HeldSpec, Keeper, type Kind, type Saying, width } from './keeper.ts'

const format = 1

interface Written {
  ibguardCache: typeof format
  /** Of what judges; what anything else left behind is not believed. */
  key: string
  kinds: readonly Kind[]
  sayings: readonly Saying[]
  files: readonly Row[]
}

/** A file: its name, what led to it, what it holds, and what tells that it is as it was. */
export type Row = readonly [file: string, by: string, held: Held, ...identity: (string | number)[]]

/** Where identity begins in a row. */
export const head = 3

export interface Kept {
  keeper: Keeper
  rows: Map<string, Row>
}

/** Whether a text is, or was before it was damaged, one of these. */
export const isCache = (text: string): boolean => text.startsWith('{"ibguardCache":')

/** What was kept under a key; nothing where that cannot be told. */
export function parseCache(text: string, key: string): Kept {
  try {
    const { ibguardCache, key: own, kinds, sayings, files } = JSON.parse(text) as Written
    const isWhole = kinds.every(isKind) && sayings.every(isSaying) && files.every((row) => isRow(row, kinds, sayings))
    if (ibguardCache === format && own === key && isWhole)
      return { keeper: new Keeper(kinds, sayings), rows: new Map(files.map((row) => [row[0], row])) }
  } catch {
    // No JSON, or of another shape.
  }
  return { keeper: new Keeper(), rows: new Map() }
}

/** Without kinds and sayings that nothing has any more. */
export function renderCache(key: string, keeper: Keeper, rows: Iterable<Row>): string {
  const kinds = new Map<number, number>()
  const sayings = new Map<number, number>()
  const renumber = ([arn, ...numbers]: HeldSpec): HeldSpec => [
    arn,
    ...numbers.map((number, at) => (at % width > 0 ? number : anew(number, at === 0 ? kinds : sayings))),
  ]
  const files = [...rows].map(([file, by, held, ...identity]): Row => {
    return [file, by, typeof held === 'string' ? held : held.map(renumber), ...identity]
  })
  const written: Written = {
    ibguardCache: format,
    key,
    kinds: [...kinds.keys()].map((number) => keeper.kinds.all[number] as Kind),
    sayings: [...sayings.keys()].map((number) => keeper.sayings.all[number] as Saying),
    files,
  }
  return JSON.stringify(written)
}

function anew(number: number, numbers: Map<number, number>): number {
  const known = numbers.get(number) ?? numbers.size
  numbers.set(number, known)
  return known
}

function isRow([file, , held]: Row, kinds: readonly Kind[], sayings: readonly Saying[]): boolean {
  if (typeof file !== 'string') return false
  return typeof held === 'string'
    ? held === 'own' || held === 'unrelated'
    : held.every((spec) => isHeld(spec, kinds.length, sayings.length))
}

function isHeld(spec: HeldSpec, kinds: number, sayings: number): boolean {
  const [arn, kind = kinds] = spec
  if (typeof arn !== 'string' || arn === '' || kind >= kinds || spec.length % width !== 1) return false
  for (let at = 1; at < spec.length; at++) {
    const number = spec[at] as number
    if (!Number.isSafeInteger(number) || number < 0) return false
    if (at > width && at % width === 1 && number >= sayings) return false
  }
  return true
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
