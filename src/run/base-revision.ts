import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { withOverrides } from '../config/overrides.ts'
import { mostBytes } from '../files/most-bytes.ts'
import { readBytes } from '../files/read-file.ts'
import type { Opened } from '../git/resolve.ts'
import { openMergeBase, type Revision } from '../git/revision.ts'
import type { Fleet, Spec } from '../lint/spec.ts'
import { readText } from '../sources/search/read-text.ts'
import { readSpecTexts } from '../sources/spec-file/read-spec-texts.ts'
import { asBefore } from '../suppress/changed-specs.ts'
import type { BaseRevision } from '../suppress/run-policy.ts'
import { withoutMark } from '../text/byte-order-mark.ts'
import type { PolicyOptions } from './policy-options.ts'

export interface Compared {
  root: string
  config: Config
  /** Absent where a run has a plan and no specs. */
  fleet: Fleet | undefined
  /** Paths that somebody who knows history says have changed, in place of comparing texts. */
  listed?: ReadonlySet<string> | undefined
  opened?: Opened | undefined
  signal?: AbortSignal | undefined
}

/**
 * The revision that a run is compared with, and what the checkout says otherwise: by what the specs come to, through links
 * and submodules, wherever the change was made.
 */
export async function openBase(
  ref: string,
  { remote }: PolicyOptions,
  { root, config, fleet = { root, files: [], specs: [], findings: [] }, listed, opened, signal }: Compared,
): Promise<BaseRevision> {
  const revision = await openMergeBase(root, ref, { remote, opened, signal })
  const specs = specsBefore(revision, fleet, config)
  const isAsBefore = asBefore(specs)
  const specsIn = Map.groupBy(fleet.specs, ({ source }) => source.file)
  const hasChanged = (file: string): boolean => {
    if (listed?.has(file) || revision.find(file) === undefined) return true
    if (specsIn.get(file)?.some((spec) => !isAsBefore(spec))) return true
    return (!listed || isIndirect(revision, file, root)) && differs(revision, file, root)
  }
  const known = new Map<string, boolean>()
  return {
    specs,
    hasChanged(file) {
      const answer = known.get(file) ?? hasChanged(file)
      known.set(file, answer)
      return answer
    },
  }
}

/** The specs as they were: those of the same files, and where one is new, of every file that is gone or another now. */
function specsBefore(revision: Revision, fleet: Fleet, config: Config): readonly Spec[] {
  const specsNow = Map.groupBy(fleet.specs, ({ source }) => source.file)
  const same = new Set(fleet.files.filter((file) => isSame(revision, file, fleet.root)))
  const parse = (files: ReadonlyMap<string, Buffer>): readonly Spec[] =>
    withOverrides({ root: fleet.root, files: [], specs: readSpecTexts(files), findings: [] }, config).specs
  const texts = revision.readAll(fleet.files.filter((file) => !same.has(file)))
  const before = [...[...same].flatMap((file) => specsNow.get(file) ?? []), ...parse(texts)]
  const known = new Set(before.map(({ arn }) => arn))
  if (fleet.specs.every(({ arn }) => known.has(arn))) return before
  const own = new Set(fleet.files)
  const others = [...revision.paths()].filter(
    (path) => /\.(?:ya?ml|json)$/i.test(path) && !own.has(path) && !isSame(revision, path, fleet.root),
  )
  return [...before, ...parse(revision.readAll(others))]
}

function differs(revision: Revision, file: string, root: string): boolean {
  const now = readText(join(root, file), root, { checkParents: true })
  return !('text' in now) || textOf(revision.readAll([file]).get(file)) !== plain(now.text)
}

/** Line ends are the checkout's own matter. */
const plain = (text: string): string => text.replaceAll('\r\n', '\n')

const textOf = (bytes: Buffer | undefined): string | undefined => bytes && plain(withoutMark(bytes.toString('utf8')))

/** Without reading what is in the revision: by the name that git would give to the file. */
function isSame(revision: Revision, path: string, root: string): boolean {
  const found = revision.find(path)
  if (!found || !('blob' in found)) return false
  try {
    const bytes = readBytes(join(root, path), mostBytes.policy)
    const { object } = found.blob
    const hash = createHash(object.length === 40 ? 'sha1' : 'sha256')
    return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === object
  } catch {
    return false
  }
}

/** Whether a link, or a submodule, decides what a file holds, then or now. */
function isIndirect(revision: Revision, file: string, root: string): boolean {
  if (revision.isIndirect(file)) return true
  try {
    return realpathSync(join(root, file)) !== join(realpathSync(root), file)
  } catch {
    return true
  }
}
