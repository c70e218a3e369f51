import { GuardError } from '../model/errors.ts'
import { git, records } from './git.ts'

/** The files of a repository as one commit has them. Paths are relative to the root, with `/`. */
export interface Revision {
  /** As the user named it. */
  ref: string
  commit: string
  has(path: string): boolean
  /** Undefined where the commit has no such file. */
  read(path: string): Buffer | undefined
  /** Contents of those of the files that the commit has, in one go. */
  readAll(paths: readonly string[]): Map<string, Buffer>
}

/**
 * Opens a revision of the repository at `root`; one that a shallow clone lacks is fetched from `origin`.
 * @throws {GuardError} `Git` when there is no such revision
 */
export function openRevision(root: string, ref: string): Revision {
  const commit = resolveCommit(root, ref)
  let tree: Map<string, string> | undefined
  const blobs = (): Map<string, string> => {
    tree ??= readTree(root, commit)
    return tree
  }
  const readAll = (paths: readonly string[]): Map<string, Buffer> => {
    const wanted = paths.filter((path) => blobs().has(path))
    const contents = readBlobs(
      root,
      wanted.map((path) => blobs().get(path) as string),
    )
    return new Map(wanted.map((path, at) => [path, contents[at] as Buffer]))
  }
  return {
    ref,
    commit,
    has: (path) => blobs().has(path),
    read: (path) => readAll([path]).get(path),
    readAll,
  }
}

function resolveCommit(root: string, ref: string): string {
  const known = commitOf(root, ref)
  if (known !== undefined) return known
  fetchShallow(root, ref)
  const fetched = commitOf(root, ref) ?? commitOf(root, 'FETCH_HEAD')
  if (fetched !== undefined) return fetched
  throw missing(ref)
}

function commitOf(root: string, ref: string): string | undefined {
  try {
    const name = `${ref}^{commit}`
    return git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', name]).toString().trim()
  } catch (error) {
    if (error instanceof GuardError && /not a git repository/.test(error.message)) {
      throw new GuardError('Git', `There is no revision ${JSON.stringify(ref)}: ${root} is in no git repository.`, {
        hint: 'Run it in a clone; --config-from and --changed-since compare with a revision of it.',
        cause: error,
      })
    }
    if (error instanceof GuardError && /dubious|cannot be found/.test(error.message)) throw error
    return undefined
  }
}

function fetchShallow(root: string, ref: string): void {
  const name = ref.replace(/^(?:refs\/remotes\/)?origin\//, '')
  if (name.startsWith('-')) throw missing(ref)
  try {
    git(root, ['fetch', '--quiet', '--no-tags', '--depth=1', 'origin', '--', name])
  } catch (cause) {
    throw missing(ref, cause)
  }
}

function missing(ref: string, cause?: unknown): GuardError {
  return new GuardError('Git', `This repository has no revision ${JSON.stringify(ref)}, and it cannot be fetched.`, {
    hint: 'Fetch it first: git fetch --depth=1 origin REF (actions/checkout: fetch-depth: 0).',
    cause,
  })
}

/** Object names by path, of regular files only. */
function readTree(root: string, commit: string): Map<string, string> {
  const tree = new Map<string, string>()
  for (const record of records(git(root, ['ls-tree', '-r', '-z', '--full-tree', commit]))) {
    const [, mode, object, path] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(record) ?? []
    if (mode?.startsWith('100') && object && path !== undefined) tree.set(path, object)
  }
  return tree
}

function readBlobs(root: string, objects: readonly string[]): Buffer[] {
  if (objects.length === 0) return []
  const output = git(root, ['cat-file', '--batch'], { input: `${objects.join('\n')}\n` })
  const contents: Buffer[] = []
  let at = 0
  for (const object of objects) {
    const lineEnd = output.indexOf(0x0a, at)
    const size = Number(output.subarray(at, lineEnd).toString().split(' ')[2])
    if (!Number.isInteger(size)) throw new GuardError('Git', `git has lost the object ${object}.`)
    contents.push(output.subarray(lineEnd + 1, lineEnd + 1 + size))
    at = lineEnd + 1 + size + 1
  }
  return contents
}
