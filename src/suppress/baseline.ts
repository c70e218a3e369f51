import { locationOf } from '../document/position.ts'
import { GuardError } from '../model/errors.ts'
import { type Finding, type Location, synthesizedHere } from '../model/finding.ts'

/** One known finding: by ARN, so that moving a file changes nothing, or by file and address where there is none. */
export interface BaselineEntry {
  arn?: string
  file?: string
  /** What a template or module calls the resource. */
  address?: string
  /** The module that an address counts from, where that is not the file's own; without it an entry stands for each. */
  root?: string
  rule: string
  pointer: string
  /** Of a note, which says that a rule could not judge: it does not stand for what the rule says once it can. */
  severity?: 'note'
}

export interface Baseline {
  /** Relative to the repository's root. */
  file: string
  text: string
  entries: BaselineEntry[]
}

export const baselineName = '.ibguard-baseline.json'

export function keyOf({ arn, file, address, root, rule, pointer }: BaselineEntry): string {
  const [of, from] = arn === undefined ? [address, root] : []
  return JSON.stringify([arn ?? file, of ?? null, rule, pointer, ...(from === undefined ? [] : [from])])
}

/** The keys of the entries that know a finding. */
export function keysOf(finding: Finding): string[] {
  const { root, ...entry } = entryOf(finding)
  return [...(root === undefined ? [] : [keyOf({ ...entry, root })]), keyOf(entry)]
}

export function entryOf({
  arn,
  related,
  address,
  root,
  ruleId,
  pointer,
  severity,
  ...finding
}: Finding): BaselineEntry {
  // A construct may be made for several stacks; each has a template of its own.
  const file = related?.find(({ message }) => message === synthesizedHere)?.file ?? finding.file
  const target =
    arn === undefined
      ? { file, ...(address !== undefined && { address }), ...(root !== undefined && { root }) }
      : { arn }
  return { ...target, rule: ruleId, pointer, ...(severity === 'note' && { severity }) }
}

/** Whether a finding is one that the entries know. */
export function createKnown(entries: readonly BaselineEntry[] = []): (finding: Finding) => boolean {
  if (entries.length === 0) return () => false
  const byKey = new Map(entries.map((entry) => [keyOf(entry), entry]))
  return (finding) => {
    const known = keysOf(finding).flatMap((key) => byKey.get(key) ?? [])
    return known.some(({ severity }) => severity === undefined || severity === finding.severity)
  }
}

/** @throws {GuardError} `Config` when the text is no baseline */
export function parseBaseline(file: string, text: string): Baseline {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw broken(file, 'is no JSON', cause)
  }
  const { version, findings } = (value ?? {}) as { version?: unknown; findings?: unknown }
  if (version !== 1) throw broken(file, `has version ${JSON.stringify(version)}; this tool reads version 1`)
  if (!Array.isArray(findings)) throw broken(file, 'has no list of findings')
  const wrong = findings.findIndex((entry) => !isEntry(entry))
  if (wrong !== -1) throw broken(file, `has no arn or file, rule and pointer in findings[${wrong}]`)
  return { file, text, entries: findings }
}

function isEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== 'object' || value === null) return false
  const { arn, file, rule, pointer } = value as Record<string, unknown>
  return [arn ?? file, rule, pointer].every((part) => typeof part === 'string')
}

function broken(file: string, why: string, cause?: unknown): GuardError {
  return new GuardError('Config', `The baseline ${file} ${why}.`, {
    hint: 'Restore it, or delete it and write it anew: ibguard lint --update-baseline',
    details: [{ message: `It ${why}.`, file }],
    cause,
  })
}

/** One entry a line, in a fixed order, so that branches merge well. */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const byKey = new Map(entries.map((entry) => [keyOf(entry), entry]))
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry)
  const lines = sorted.map((entry) => `    ${lineOf(entry)}`)
  return `{\n  "version": 1,\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`
}

function lineOf({ arn, file, address, root, rule, pointer, severity }: BaselineEntry): string {
  return JSON.stringify({ arn, file, address, root, rule, pointer, severity })
}

/** Where an entry stands in the text. */
export function placeOf({ file, text }: Baseline, entry: BaselineEntry): Location {
  const line = lineOf(entry)
  const name = JSON.stringify(entry.arn ?? entry.file)
  const written = text.indexOf(line)
  // Somebody laid the file out anew: the first mention of the target is near enough.
  const [start, length] = written === -1 ? [Math.max(0, text.indexOf(name)), name.length] : [written, line.length]
  return locationOf(file, text, start, start + length)
}
