import { relative } from 'node:path'
import { parse } from '../document/yaml/parse.ts'
import { toPosix } from '../files/posix-path.ts'
import type { Fleet, Spec } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import { type FoundFile, findFiles } from './search/find-files.ts'
import { readText } from './search/read-text.ts'
import type { Selection } from './search/walk.ts'
import { loadFinding } from './spec-file/finding.ts'
import { isPlan, looksLikeSpecs, seemsSpecText } from './spec-file/looks-like.ts'
import { readSpecFile } from './spec-file/spec-file.ts'

export interface LoadOptions {
  cwd: string
  /** The repository's root, which links must not leave. @default cwd */
  root?: string
  /** What configs say of spec files: their `files` when no path is given, and what all of them ignore. */
  selections: readonly Selection[]
  /** Absolute paths of the project's own files, which a search leaves out: config, baseline, seed. */
  own?: readonly string[]
  signal?: AbortSignal
  /** Called once, before the first file is read, with how many there are. */
  onFound?: (files: number) => void
}

/** Between so many files other work gets its turn, a signal's handler say. */
const batch = 250

/**
 * Reads the spec files that `paths` name (files, folders, globs), or without any those of the selections.
 * What is wrong with a file is a finding.
 * @throws {GuardError} `NotFound` for a path that does not exist, `NoFiles` when nothing is there to judge
 */
export async function loadSpecs(paths: readonly string[], options: LoadOptions): Promise<Fleet> {
  const { cwd, signal, onFound } = options
  const root = options.root ?? cwd
  const { files: found, beside } = findFiles(paths, { ...options, root, own: new Set(options.own) })
  const named = found.map((file) => ({ ...file, file: toPosix(relative(root, file.path)) })).sort(byFile)
  const unnamed = beside.filter((path) => seemsSpec(path, root)).map((path) => toPosix(relative(root, path)))
  onFound?.(found.length)
  const fleet: Fleet & { unrelated: string[] } = { root, files: [], specs: [], findings: [], unrelated: [] }
  for (const [index, file] of named.entries()) {
    if (index % batch === batch - 1) await new Promise((resolve) => setImmediate(resolve))
    signal?.throwIfAborted()
    const loaded = loadFile(file, root)
    if (loaded === 'unrelated') fleet.unrelated.push(file.file)
    if (typeof loaded === 'string') continue
    fleet.files.push(file.file)
    fleet.specs.push(...loaded.specs)
    fleet.findings.push(...loaded.findings)
  }
  if (fleet.files.length === 0) throw noFiles(paths, options, fleet.unrelated, unnamed)
  return unnamed.length > 0 ? { ...fleet, unnamed: unnamed.sort() } : fleet
}

function loadFile(
  { path, file, by }: FoundFile & { file: string },
  root: string,
): { specs: Spec[]; findings: Finding[] } | 'own' | 'unrelated' {
  const read = readText(path, root, { checkParents: by === 'path' })
  if ('problem' in read) {
    const place = { file, line: 1, column: 1, endLine: 1, endColumn: 1 }
    return { specs: [], findings: [loadFinding('syntax', `${file}: ${read.problem}`, place)] }
  }
  const composed = parse(read.text, { json: file.toLowerCase().endsWith('.json') })
  if (by !== 'path' && isPlan(composed)) return 'own'
  if (by === 'search' && composed.problems.length === 0 && !looksLikeSpecs(composed)) return 'unrelated'
  return readSpecFile(file, read.text, composed)
}

/** Whether a file that nothing names is one that somebody would miss. */
function seemsSpec(path: string, root: string): boolean {
  const read = readText(path, root, { checkParents: false })
  return 'text' in read && seemsSpecText(read.text, path)
}

function byFile(a: { file: string }, b: { file: string }): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : 0
}

function noFiles(
  paths: readonly string[],
  { selections }: LoadOptions,
  unrelated: readonly string[],
  [unnamed]: readonly string[],
): GuardError {
  const globs = selections.filter(({ files }) => files.length > 0)
  const asked = globs.map(({ files, folder }) => `files: ${files.join(', ')} (in ${folder})`)
  const what = (paths.length > 0 ? paths : asked).join(', ')
  if (unrelated.length > 0) {
    return new GuardError('NoFiles', `${what}: none of the ${unrelated.length} files there looks like a spec.`, {
      hint: 'A spec has infrastructureConfigurationArn at its top; name a file to have it judged all the same.',
    })
  }
  if (unnamed !== undefined) {
    return new GuardError('NoFiles', `No spec file matches ${what}.`, {
      hint: `${unnamed} looks like a spec; name its extension too.`,
    })
  }
  return new GuardError('NoFiles', `No spec file matches ${what}.`, {
    hint: 'Name files, folders or globs, or run `ibguard init` to write a config and an example.',
  })
}
