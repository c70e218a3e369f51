/** What `lint --cache` keeps from run to run: a file that is as it was is neither parsed nor judged again. */
import { existsSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { specOverrides } from '../../config/overrides.ts'
import { ParsedText } from '../../document/yaml/parsed-text.ts'
import { ioProblem } from '../../files/io-problem.ts'
import { mostBytes } from '../../files/most-bytes.ts'
import { toPosix } from '../../files/posix-path.ts'
import { readText as readWhole } from '../../files/read-file.ts'
import { replaceOutput } from '../../files/write-file.ts'
import type { FleetJudge } from '../../lint/lint-fleet.ts'
import type { Spec } from '../../lint/spec.ts'
import { GuardError } from '../../model/errors.ts'
import type { KnownFiles, NamedFile } from '../../sources/known-files.ts'
import { readText } from '../../sources/search/read-text.ts'
import type { SpecsOfFile } from '../../sources/spec-file/kept-spec.ts'
import { readSpecFile } from '../../sources/spec-file/spec-file.ts'
import type { Workspace } from '../workspace.ts'
import { isCache, type KeptFiles, parseCache, type Row, renderCache } from './cache-file.ts'
import { type CacheStrategy, type Identity, identifier } from './identity.ts'
import type { Held } from './keeper.ts'
import { cacheKey, cacheName, cachePath } from './key.ts'

export interface CacheOptions {
  /** A file, or a folder for one. @default `.ibguardcache` beside the config */
  cacheLocation?: string
  /** @default metadata */
  cacheStrategy?: CacheStrategy
}

interface CachedRun {
  /** Judges the specs of files that are read, each before the next file is asked for. */
  judge: FleetJudge
  /** Names the code that judges. */
  build: string
  /** Milliseconds since the epoch, before the first file is looked at. */
  startedAt: number
}

export interface LintCache extends KnownFiles {
  /** Where it is and how many files were known, in words. */
  summary(): string
  /** Writes down what this run has learned. Where that cannot be, the notice says so: the next run reads more, no less. */
  write(notice: (text: string) => void): void
}

/** A cache that is not there, cannot be read or is of something else is empty. */
export function openLintCache(
  { cacheLocation, cacheStrategy = 'metadata' }: CacheOptions,
  workspace: Workspace,
  { judge, build, startedAt }: CachedRun,
): LintCache {
  const { root, config } = workspace
  const path = cachePath(cacheLocation, workspace)
  const key = cacheKey(config, build, cacheStrategy)
  const text = textOf(path)
  const kept = parseCache(text, key)
  const { keeper } = kept
  const { identify, isSettled } = identifier(cacheStrategy, root, startedAt)
  const { judgements, internalErrors } = judge.alone
  /** By number, whether a file is as it was, and how many are. */
  const isKnown: boolean[] = []
  let known = 0
  const learned = new Map<string, Row>()
  /** Of files that are read. */
  const identities = new Map<string, Identity>()
  let asked = 0
  /** How much had been said before the file at hand was judged, and how often a rule had failed. */
  let said = 0
  let failed = 0
  const next = (): void => {
    said = judgements.length
    failed = internalErrors.length
  }

  return {
    // Whatever else a mistaken location leads to is judged as ever.
    own: isCache(text) ? path : undefined,
    find(file, read) {
      asked++
      const identity = identify(file, read)
      if (!identity) return undefined
      const row = kept.find(file.file, file.by, identity)
      if (row === undefined) identities.set(file.file, identity)
      return row
    },
    recall(file, row) {
      const recalled = keeper.recall(file.file, kept.held(row), new FileAsHeld(file, row, kept, workspace))
      isKnown[row] = true
      known++
      judge.recall(recalled.judgements)
      next()
      return recalled.loaded
    },
    learn({ file, by }, loaded) {
      const identity = identities.get(file)
      const isWhole = identity && isSettled(identity) && internalErrors.length === failed
      const held = isWhole ? keeper.keep(file, { loaded, judgements: judgements.slice(said) }) : undefined
      if (identity && held) learned.set(file, { file, by, held, identity })
      next()
    },
    summary: () => `${toPosix(relative(root, path))}, ${known} of ${asked} files are as they were`,
    write(notice) {
      if (learned.size === 0) return
      const rows: Row[] = []
      for (const [number, row] of kept.rows()) {
        const { file } = row
        if (isKnown[number] || (!learned.has(file) && existsSync(join(root, file)))) rows.push(row)
      }
      try {
        replaceOutput(path, renderCache(key, keeper, inOrder([...rows, ...learned.values()])), {
          root,
          isOwn: (beginning) => isCache(beginning) || basename(path) === cacheName,
        })
      } catch (error) {
        notice(`The cache ${toPosix(relative(root, path))} cannot be written: ${ioProblem(error)}.`)
      }
    },
  }
}

/** As files are asked for. */
const inOrder = (rows: readonly Row[]): Row[] => rows.toSorted((a, b) => (a.file < b.file ? -1 : 1))

function textOf(path: string): string {
  try {
    return readWhole(path, mostBytes.report)
  } catch {
    return ''
  }
}

/** Reads the file when its specs are asked for, and holds them against what was kept, once: each finding asks. */
class FileAsHeld implements SpecsOfFile {
  readonly #file: NamedFile
  readonly #row: number
  readonly #kept: KeptFiles
  readonly #workspace: Workspace
  #specs: readonly Spec[] | undefined

  constructor(file: NamedFile, row: number, kept: KeptFiles, workspace: Workspace) {
    this.#file = file
    this.#row = row
    this.#kept = kept
    this.#workspace = workspace
  }

  get specs(): readonly Spec[] {
    const { root, config } = this.#workspace
    this.#specs ??= asHeld(
      reread(this.#file, root).map(specOverrides(config, root)),
      this.#kept.held(this.#row),
      this.#file,
    )
    return this.#specs
  }
}

function reread({ file, path, by }: NamedFile, root: string): Spec[] {
  const read = readText(path, root, { checkParents: by === 'path' })
  return 'text' in read ? readSpecFile(new ParsedText(file, read.text)).specs : []
}

/** @throws {GuardError} `Io` where the file holds other specs by now */
function asHeld(specs: readonly Spec[], held: Held, { file }: NamedFile): readonly Spec[] {
  const arns = typeof held === 'string' ? [] : held.map(({ arn }) => arn)
  if (specs.length === arns.length && specs.every(({ arn }, at) => arn === arns[at])) return specs
  throw new GuardError('Io', `${file} has changed while it was judged.`, { hint: 'Run it again.' })
}
