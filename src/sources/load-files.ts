import type { Hcl } from '../document/hcl/hcl.ts'
import { ParsedText } from '../document/yaml/parsed-text.ts'
import { limits } from '../document/yaml/problem.ts'
import { relative } from '../files/posix-path.ts'
import type { Fleet, Spec } from '../lint/spec.ts'
import { append } from '../model/append.ts'
import { GuardError } from '../model/errors.ts'
import { otherWorkEvery } from '../model/other-work.ts'
import { isInAssembly } from './in-assembly.ts'
import type { KnownFiles, LoadedFile, NamedFile } from './known-files.ts'
import { readWith } from './read-with.ts'
import { type FoundFile, otherNames, type Source, type SourceFile, withLoaded } from './source.ts'
import { sources } from './sources.ts'
import { loadFinding } from './spec-file/finding.ts'
import { isPlan, looksLikeSpecs } from './spec-file/looks-like.ts'
import { readSpecFile } from './spec-file/spec-file.ts'
import { type Read, type Texts, tooBig } from './texts.ts'

export interface LoadFilesOptions {
  /** Absolute: what names of files are relative to. */
  root: string
  texts: Texts
  /** Loads the parser of Terraform's language, when the first file asks for it. */
  hcl(): Promise<Hcl>
  signal?: AbortSignal | undefined
  /** Of the config: Terraform's files of values, absolute. */
  varFiles?: readonly string[]
  /** Absolute: the root module that plans of Terraform are of. @default the plan's folder */
  terraformRoot?: string | undefined
  /** Whether only specs are wanted: a template or module that a path spells out is then refused, others are left. */
  specsOnly?: boolean | undefined
  /** What becomes of the specs of a file, asked while its nodes are there. */
  adopt?: ((specs: readonly Spec[], parsed: ParsedText) => readonly Spec[]) | undefined
  /** What is known of files that are as they were; the others are read. */
  known?: KnownFiles | undefined
}

export type LoadedFiles = Fleet & {
  unrelated: string[]
  foreign: string[]
  /** Whether some file is of another tool; what holds nothing of ours is not among `files`. */
  hasClaimed: boolean
}

/** Files, or characters of them, that are read before the first is looked at. */
const batch = 250
const mostAhead = 256 * 1024

/** Milliseconds that whoever interrupts a run may wait. */
const unnoticed = 50

/** Reads files that are known by name, each by whatever it holds. What is wrong with one is a finding. */
export async function loadFiles(found: readonly FoundFile[], options: LoadFilesOptions): Promise<LoadedFiles> {
  const { root, texts, known, signal } = options
  const named = found.map(({ path, by }): NamedFile => ({ path, by, file: relative(root, path) })).sort(byFile)
  const fleet: LoadedFiles = {
    root,
    files: [],
    specs: [],
    findings: [],
    unrelated: [],
    foreign: [],
    hasClaimed: false,
  }
  const claimed = new Map<Source, SourceFile[]>()
  const letOthers = otherWorkEvery(unnoticed)
  for (const ahead of readAhead(named, options)) {
    await letOthers()
    signal?.throwIfAborted()
    for (const { file, found, whole } of ahead) {
      const loaded = whole ? open(file, whole, claimed, fleet, options) : known?.recall(file, found)
      if (loaded === 'unrelated' && !isInAssembly(file.path, root, texts)) fleet.unrelated.push(file.file)
      if (typeof loaded === 'object') {
        fleet.files.push(file.file)
        for (const spec of loaded.specs) fleet.specs.push(spec)
        append(fleet.findings, loaded.findings)
      }
      if (loaded && whole) known?.learn(file, loaded)
    }
  }
  return claimed.size === 0 ? fleet : readClaimed(claimed, { ...fleet, hasClaimed: true }, options)
}

/** What a file holds, or its number where that is known. */
type Ahead = { file: NamedFile } & ({ found: number; whole?: never } | { found?: never; whole: Read })

/**
 * The files with what they hold, so many of them read in a row that neither a file's calls of the system nor the judging
 * between them begin with cold caches: that halves what reading costs, and takes a tenth off a big run.
 */
function* readAhead(files: readonly NamedFile[], { texts, known }: LoadFilesOptions): Generator<readonly Ahead[]> {
  let ahead: Ahead[] = []
  let length = 0
  // Of the file at hand; one closure for all, since what a big run makes for each file takes a share of its time.
  let at: NamedFile | undefined
  let whole: Read | undefined
  const read = (): Read => {
    whole ??= readWhole(at as NamedFile, texts)
    return whole
  }
  for (const file of files) {
    at = file
    whole = undefined
    const found = known?.find(file, read)
    ahead.push(found === undefined ? { file, whole: read() } : { file, found })
    if (found === undefined) length += lengthOf(read())
    if (ahead.length < batch && length < mostAhead) continue
    yield ahead
    ahead = []
    length = 0
  }
  if (ahead.length > 0) yield ahead
}

const readWhole = ({ file, path, by }: NamedFile, texts: Texts): Read =>
  texts.read(path, { checkParents: by === 'path', most: mostOf(file) })

const lengthOf = (read: Read): number => ('text' in read ? read.text.length : 0)

/** Reads a file; undefined when it is for another tool's source to read. */
function open(
  file: NamedFile,
  whole: Read,
  claimed: Map<Source, SourceFile[]>,
  fleet: LoadedFiles,
  options: LoadFilesOptions,
): LoadedFile | undefined {
  const text = 'text' in whole ? whole.text : undefined
  const source = text === undefined ? undefined : sources.find((each) => each.claims({ file: file.file, text }))
  const read = withinLimit(whole, file, options, source?.mostBytes)
  if (source && text !== undefined && 'text' in read) {
    if (options.specsOnly) leave(file, source, fleet)
    else claimed.set(source, [...(claimed.get(source) ?? []), { ...file, text }])
    return undefined
  }
  return loadFile(file, read, options.adopt)
}

/** What a file may be before anybody knows whose it is: plans are JSON, and big. */
const mostOf = (path: string): number =>
  (/\.json$/i.test(path) ? 64 : /\.(?:tf|tofu)$/i.test(path) ? 4 : 1) * limits.bytes

/** A file that is too big for what it turned out to be. Templates that CDK writes may be bigger than what people write. */
function withinLimit(read: Read, { path }: FoundFile, { root, texts }: LoadFilesOptions, most?: number): Read {
  if (!('text' in read) || read.text.length * 3 <= limits.bytes) return read
  const size = new TextEncoder().encode(read.text).length
  const limit = most ?? (isInAssembly(path, root, texts) ? 4 : 1) * limits.bytes
  return size <= limit ? read : { problem: tooBig(size, limit) }
}

/** Reads what the sources claim, each all of its files together. */
async function readClaimed(
  claimed: ReadonlyMap<Source, SourceFile[]>,
  fleet: LoadedFiles,
  { root, texts, hcl, varFiles = [], terraformRoot, signal }: LoadFilesOptions,
): Promise<LoadedFiles> {
  const read = (path: string, most?: number): string | undefined => {
    const found = texts.read(path, {
      checkParents: true,
      most: most ?? (/\.json$/i.test(path) ? limits.bytes : mostOf(path)),
    })
    return 'text' in found ? found.text : undefined
  }
  const list = (folder: string): string[] => texts.list(folder)
  const context = { root, read, list, hcl, varFiles, terraformRoot, signal }
  let all = fleet
  for (const [source, files] of claimed) all = withLoaded(all, await source.read(files, context))
  return { ...all, readWith: (changed) => readWith(changed, claimed, context) }
}

/** @throws {GuardError} `Usage` for a file that somebody spelled out */
function leave({ file, by }: NamedFile, { kind }: Source, fleet: LoadedFiles): void {
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

function loadFile({ file, by }: NamedFile, read: Read, adopt: LoadFilesOptions['adopt']): LoadedFile {
  if ('problem' in read) {
    const place = { file, line: 1, column: 1, endLine: 1, endColumn: 1 }
    return { specs: [], findings: [loadFinding('syntax', `${file}: ${read.problem}`, place)] }
  }
  // Named like another tool's file and claimed by no source: not ours.
  if (by === 'search' && otherNames.test(file)) return 'own'
  const parsed = new ParsedText(file, read.text)
  const { composed } = parsed
  if (by !== 'path' && isPlan(composed)) return 'own'
  if (by === 'search' && composed.problems.length === 0 && !looksLikeSpecs(composed)) return 'unrelated'
  const loaded = readSpecFile(parsed)
  return adopt ? { ...loaded, specs: adopt(loaded.specs, parsed) } : loaded
}

function byFile(a: { file: string }, b: { file: string }): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : 0
}
