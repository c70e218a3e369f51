import { relative } from 'node:path'
import { parse } from '../document/yaml/parse.ts'
import { limits } from '../document/yaml/problem.ts'
import { toPosix } from '../files/posix-path.ts'
import type { Fleet, Spec } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import { type FoundFile, findFiles, otherNames } from './search/find-files.ts'
import { isInAssembly } from './search/in-assembly.ts'
import { listFiles, type Read, readText, tooBig } from './search/read-text.ts'
import type { Selection } from './search/walk.ts'
import { type Source, type SourceFile, withLoaded } from './source.ts'
import { sources } from './sources.ts'
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
  signal?: AbortSignal | undefined
  /** Of the config: Terraform's files of values, absolute. */
  varFiles?: readonly string[]
  /** Absolute: the root module that plans of Terraform are of. @default the plan's folder */
  terraformRoot?: string | undefined
  /** Whether only specs are wanted: a template or module that a path spells out is then refused, others are left. */
  specsOnly?: boolean | undefined
  /** Called once, before the first file is read, with how many there are. */
  onFound?: ((files: number) => void) | undefined
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
  const fleet: Loading = { root, files: [], specs: [], findings: [], unrelated: [], foreign: [] }
  const claimed = new Map<Source, SourceFile[]>()
  for (const [index, file] of named.entries()) {
    if (index % batch === batch - 1) await new Promise((resolve) => setImmediate(resolve))
    signal?.throwIfAborted()
    const whole = readText(file.path, root, { checkParents: file.by === 'path', most: mostOf(file.file) })
    const text = 'text' in whole ? whole.text : undefined
    const source = text === undefined ? undefined : sources.find((each) => each.claims({ file: file.file, text }))
    const read = withinLimit(whole, file, root, source?.mostBytes)
    if (source && text !== undefined && 'text' in read) {
      if (options.specsOnly) leave(file, source, fleet)
      else claimed.set(source, [...(claimed.get(source) ?? []), { ...file, text }])
      continue
    }
    const loaded = loadFile(file, read)
    if (loaded === 'unrelated' && !isInAssembly(file.path, root)) fleet.unrelated.push(file.file)
    if (typeof loaded === 'string') continue
    fleet.files.push(file.file)
    fleet.specs.push(...loaded.specs)
    fleet.findings.push(...loaded.findings)
  }
  const all = claimed.size === 0 ? fleet : await readClaimed(claimed, fleet, options)
  if (all.files.length === 0 && claimed.size === 0) throw noFiles(paths, options, fleet.unrelated, unnamed)
  return unnamed.length > 0 ? { ...all, unnamed: unnamed.sort() } : all
}

/** What a file may be before anybody knows whose it is: plans are JSON, and big. */
const mostOf = (path: string): number =>
  (/\.json$/i.test(path) ? 64 : /\.(?:tf|tofu)$/i.test(path) ? 4 : 1) * limits.bytes

/** A file that is too big for what it turned out to be. Templates that CDK writes may be bigger than what people write. */
function withinLimit(read: Read, { path }: FoundFile, root: string, most?: number): Read {
  if (!('text' in read) || read.text.length * 3 <= limits.bytes) return read
  const size = Buffer.byteLength(read.text)
  const limit = most ?? (isInAssembly(path, root) ? 4 : 1) * limits.bytes
  return size <= limit ? read : { problem: tooBig(size, limit) }
}

type Loading = Fleet & { unrelated: string[]; foreign: string[] }

/** Reads what the sources claim, each all of its files together. */
async function readClaimed(
  claimed: ReadonlyMap<Source, SourceFile[]>,
  fleet: Loading,
  { varFiles = [], terraformRoot, signal }: LoadOptions,
): Promise<Loading> {
  const read = (path: string, most?: number): string | undefined => {
    const found = readText(path, fleet.root, {
      checkParents: true,
      most: most ?? (/\.json$/i.test(path) ? limits.bytes : mostOf(path)),
    })
    return 'text' in found ? found.text : undefined
  }
  const list = (folder: string): string[] => listFiles(folder, fleet.root)
  let all = fleet
  for (const [source, files] of claimed) {
    all = withLoaded(all, await source.read(files, { root: fleet.root, read, list, varFiles, terraformRoot, signal }))
  }
  return all
}

/** @throws {GuardError} `Usage` for a file that somebody spelled out */
function leave({ file, by }: FoundFile & { file: string }, { kind }: Source, fleet: Loading): void {
  if (by !== 'path') {
    fleet.foreign.push(file)
    return
  }
  throw new GuardError(
    'Usage',
    `${file} is ${kind}, which its own tool updates; plan, apply and rollback take specs.`,
    {
      hint: `Judge it with ibguard lint ${file}, or take its configurations over with ibguard import.`,
    },
  )
}

function loadFile(
  { file, by }: FoundFile & { file: string },
  read: Read,
): { specs: Spec[]; findings: Finding[] } | 'own' | 'unrelated' {
  if ('problem' in read) {
    const place = { file, line: 1, column: 1, endLine: 1, endColumn: 1 }
    return { specs: [], findings: [loadFinding('syntax', `${file}: ${read.problem}`, place)] }
  }
  // Named like another tool's file and claimed by no source: not ours.
  if (by === 'search' && otherNames.test(file)) return 'own'
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
  if (/(^|[/ ])cdk\.out\b/.test(what)) {
    return new GuardError('NoFiles', `No file matches ${what}.`, { hint: 'Run `cdk synth` first: it writes cdk.out.' })
  }
  return new GuardError('NoFiles', `No spec file matches ${what}.`, {
    hint: 'Name files, folders or globs, or run `ibguard init` to write a config and an example.',
  })
}
