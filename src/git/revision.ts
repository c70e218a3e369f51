import { GuardError } from '../model/errors.ts'
import { git } from './git.ts'
import { type Opened, type ResolveOptions, resolveCommit } from './resolve.ts'
import { openStore, type Store } from './store.ts'
import { type Blob, type Found, readBlobs, readTree } from './tree.ts'

/** The files of a repository as one commit has them. Paths are relative to the root, with `/`. */
export interface Revision {
  /** As the user named it. */
  ref: string
  commit: string
  /** Paths of files and links. */
  paths(): Iterable<string>
  /** What a path leads to, through links and submodules. */
  find(path: string): Found
  /** Whether a link, or a submodule, decides what a path holds. */
  isIndirect(path: string): boolean
  /**
   * Undefined where the commit has no such file.
   * @throws {GuardError} `Refused` for a link that leads to no file of the repository
   */
  read(path: string): Buffer | undefined
  /** Contents of those of the paths that lead to a file, in one go. */
  readAll(paths: readonly string[]): Map<string, Buffer>
}

/**
 * Opens a revision of the repository at `root`; one that a checkout lacks is fetched, from `origin` unless told otherwise.
 * @throws {GuardError} `Git` when there is no such revision, or its name means several
 */
export async function openRevision(root: string, ref: string, options: ResolveOptions = {}): Promise<Revision> {
  const { store, commit } = await openCommit(root, ref, options)
  return revisionAt(store, ref, commit, options)
}

/** As `openRevision`, where the current branch left that one; the revision itself where nobody knows, as in a shallow clone. */
export async function openMergeBase(root: string, ref: string, options: ResolveOptions = {}): Promise<Revision> {
  const { store, commit } = await openCommit(root, ref, options)
  return revisionAt(store, ref, await mergeBase(store, commit, options.signal), options)
}

async function openCommit(root: string, ref: string, options: ResolveOptions) {
  const { opened, remote, signal } = options
  const store = await once(opened, JSON.stringify(['store', root]), () => openStoreFor(root, ref, signal))
  const key = JSON.stringify(['commit', root, ref, remote?.url ?? null])
  return { store, commit: await once(opened, key, () => resolveCommit(store, ref, options)) }
}

function once<T>(opened: Opened | undefined, key: string, open: () => Promise<T>): Promise<T> {
  const known = (opened?.get(key) as Promise<T> | undefined) ?? open()
  opened?.set(key, known)
  return known
}

async function mergeBase(store: Store, commit: string, signal: AbortSignal | undefined): Promise<string> {
  try {
    const head = await headOf(store.root, signal)
    return (await store.git(['merge-base', commit, head], { signal })).toString().trim()
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof GuardError) return commit
    throw error
  }
}

/** The commit that is checked out. */
export async function headOf(root: string, signal?: AbortSignal): Promise<string> {
  return (await git(root, ['rev-parse', '--verify', 'HEAD^{commit}'], { signal })).toString().trim()
}

async function revisionAt(
  store: Store,
  ref: string,
  commit: string,
  { opened, signal }: ResolveOptions,
): Promise<Revision> {
  const key = JSON.stringify(['tree', store.root, commit])
  const { paths, find, isIndirect } = await once(opened, key, () => readTree(store, commit, signal))
  return {
    ref,
    commit,
    paths,
    find,
    isIndirect,
    read(path) {
      const found = find(path)
      if (found === undefined) return undefined
      if ('blob' in found) return readBlobs([found.blob])[0]
      throw new GuardError('Refused', `${path} of ${ref} is ${found.astray}; it is not followed.`, {
        hint: 'Put the file itself there, or link to one in the repository.',
      })
    },
    readAll(wanted) {
      const blobs = wanted.flatMap((path): [string, Blob][] => {
        const found = find(path)
        // Each its own object, also where two paths lead to one.
        return found && 'blob' in found ? [[path, { ...found.blob }]] : []
      })
      const contents = readBlobs(blobs.map(([, blob]) => blob))
      return new Map(blobs.map(([path], at) => [path, contents[at] as Buffer]))
    },
  }
}

async function openStoreFor(root: string, ref: string, signal: AbortSignal | undefined): Promise<Store> {
  try {
    return await openStore(root, signal)
  } catch (error) {
    if (error instanceof GuardError && /not a git repository/.test(error.message)) {
      throw new GuardError('Git', `There is no revision ${JSON.stringify(ref)}: ${root} is in no git repository.`, {
        hint: 'Run it in a clone; --config-from and --changed-since compare with a revision of it.',
        cause: error,
      })
    }
    throw error
  }
}
