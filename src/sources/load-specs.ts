import { relative } from 'node:path'
import { loadHcl } from '../document/hcl/load-hcl.ts'
import { toPosix } from '../files/posix-path.ts'
import type { Fleet } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import { resourceType } from '../resource/resource-type.ts'
import { type LoadFilesOptions, loadFiles } from './load-files.ts'
import { findFiles } from './search/find-files.ts'
import { diskTexts, readText } from './search/read-text.ts'
import type { Selection } from './search/walk.ts'
import { seemsSpecText } from './spec-file/looks-like.ts'

export interface LoadOptions extends Omit<LoadFilesOptions, 'root' | 'texts' | 'hcl'> {
  cwd: string
  /** The repository's root, which links must not leave. @default cwd */
  root?: string
  /** What configs say of spec files: their `files` when no path is given, and what all of them ignore. */
  selections: readonly Selection[]
  /** Absolute paths of the project's own files, which a search leaves out: config, baseline, seed. */
  own?: readonly string[]
}

/**
 * Reads the spec files that `paths` name (files, folders, globs), or without any those of the selections.
 * What is wrong with a file is a finding.
 * @throws {GuardError} `NotFound` for a path that does not exist, `NoFiles` when nothing is there to judge
 */
export async function loadSpecs(paths: readonly string[], options: LoadOptions): Promise<Fleet> {
  const root = options.root ?? options.cwd
  const { files: found, beside, absent } = findFiles(paths, { ...options, root, own: new Set(options.own) })
  const unnamed = beside.filter((path) => seemsSpec(path, root)).map((path) => toPosix(relative(root, path)))
  const { hasClaimed, ...fleet } = await loadFiles(found, { ...options, root, texts: diskTexts(root), hcl: loadHcl })
  if (fleet.files.length === 0 && !hasClaimed) throw noFiles(paths, options, fleet.unrelated, unnamed)
  // Plans and applies leave what is kept elsewhere, also where it is not made yet.
  const isTold = absent.length > 0 && (paths.length > 0 || !options.specsOnly)
  return {
    ...fleet,
    ...(unnamed.length > 0 && { unnamed: unnamed.sort() }),
    ...(isTold && { absent }),
  }
}

/** Whether a file that nothing names is one that somebody would miss. */
function seemsSpec(path: string, root: string): boolean {
  const read = readText(path, root, { checkParents: false })
  return 'text' in read && seemsSpecText(read.text, path)
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
      hint: `A spec has ${resourceType.arnField} at its top; name a file to have it judged all the same.`,
    })
  }
  if (unnamed !== undefined) {
    return new GuardError('NoFiles', `No spec file matches ${what}.`, {
      hint: `${unnamed} looks like a spec; name its extension too.`,
    })
  }
  if (isOfCdk(what)) {
    return new GuardError('NoFiles', `No file matches ${what}.`, { hint: 'Run `cdk synth` first: it writes cdk.out.' })
  }
  return new GuardError('NoFiles', `No spec file matches ${what}.`, {
    hint:
      paths.length > 0
        ? 'Name files, folders or globs, or run `ibguard init` to write a config and an example.'
        : 'Put specs there, correct `files`, or name files, folders or globs.',
  })
}

/** Whether paths or globs, as they were written, lead into what CDK writes. */
export const isOfCdk = (what: string): boolean => /(^|[/ ])cdk\.out\b/.test(what)
