import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { GuardError } from '../model/errors.ts'
import { records } from './git.ts'
import { openStore, type Store } from './store.ts'

/** An object of git, and where it is. */
export interface Blob {
  store: Store
  object: string
}

/** What a path of a commit leads to in the end; `astray` says where else than to a file. */
export type Found = { blob: Blob } | { astray: string } | undefined

/** The files of a commit, through its links and its submodules. Paths are relative to the root, with `/`. */
export interface Tree {
  /** Paths of files and links, those of submodules left out. */
  paths(): Iterable<string>
  find(path: string): Found
  /** Whether something else than the path itself decides what it holds: a link, or another repository. */
  isIndirect(path: string): boolean
}

/** The nearest part of a path that is no plain folder. */
interface Located extends Blob {
  part: string
  mode: string
}

type Locate = (path: string) => Located | undefined

const mostLinks = 40

export async function readTree(store: Store, commit: string, signal?: AbortSignal): Promise<Tree> {
  const { locate, paths } = await readEntries(store, commit, signal)
  const find = (path: string, links = 0): Found => {
    const located = locate(path)
    if (!located) return undefined
    const { part, mode } = located
    const rest = path.slice(part.length + 1)
    if (isLink(mode)) return follow(located, rest, links)
    return rest === '' && isFile(mode) ? { blob: located } : undefined
  }
  const follow = (link: Located, rest: string, links: number): Found => {
    if (links === mostLinks) return { astray: 'a link that leads back to itself' }
    const target = readBlobs([link])[0]?.toString() ?? ''
    const path = posix.join(posix.dirname(link.part), target, rest).replace(/\/$/, '')
    if (posix.isAbsolute(target) || path === '..' || path.startsWith('../')) {
      return { astray: 'a link out of the repository' }
    }
    return find(path, links + 1) ?? { astray: 'a link to nothing' }
  }
  return {
    paths,
    find,
    isIndirect(path) {
      const located = locate(path)
      return located !== undefined && (isLink(located.mode) || located.store !== store)
    },
  }
}

const isFile = (mode: string): boolean => mode.startsWith('100')
const isLink = (mode: string): boolean => mode === '120000'
const isModule = (mode: string): boolean => mode === '160000'

async function readEntries(
  store: Store,
  commit: string,
  signal: AbortSignal | undefined,
): Promise<{ locate: Locate; paths: () => Iterable<string> }> {
  const entries = new Map<string, { mode: string; object: string }>()
  const modules = new Map<string, Locate>()
  for (const record of records(await store.git(['ls-tree', '-r', '-z', '--full-tree', commit], { signal }))) {
    const [, mode, object, path] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(record) ?? []
    if (!mode || !object || path === undefined) continue
    entries.set(path, { mode, object })
    const locate = isModule(mode) ? await openModule(join(store.root, path), object, signal) : undefined
    if (locate) modules.set(path, locate)
  }
  const locate: Locate = (path) => {
    for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      const part = end === -1 ? path : path.slice(0, end)
      const entry = entries.get(part)
      if (entry && isModule(entry.mode)) {
        const inner = end === -1 ? undefined : modules.get(part)?.(path.slice(end + 1))
        return inner && { ...inner, part: `${part}/${inner.part}` }
      }
      if (entry) return { ...entry, store, part }
      if (end === -1) return undefined
    }
  }
  return { locate, paths: () => [...entries].flatMap(([path, { mode }]) => (isModule(mode) ? [] : [path])) }
}

/** Undefined for a submodule that is not checked out, or lacks the commit: what it held is not known then. */
async function openModule(root: string, commit: string, signal: AbortSignal | undefined): Promise<Locate | undefined> {
  if (!existsSync(join(root, '.git'))) return undefined
  try {
    return (await readEntries(await openStore(root, signal), commit, signal)).locate
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof GuardError && error.code === 'Git') return undefined
    throw error
  }
}

/** Contents in the order asked for, with one call for each repository. */
export function readBlobs(blobs: readonly Blob[]): Buffer[] {
  const contents = new Map<Blob, Buffer>()
  for (const [store, own] of Map.groupBy(blobs, (blob) => blob.store)) {
    const output = store.gitNow(['cat-file', '--batch'], { input: own.map(({ object }) => `${object}\n`).join('') })
    let at = 0
    for (const blob of own) {
      const lineEnd = output.indexOf(0x0a, at)
      const size = Number(output.subarray(at, lineEnd).toString().split(' ')[2])
      if (!Number.isInteger(size)) throw new GuardError('Git', `git has lost the object ${blob.object}.`)
      contents.set(blob, output.subarray(lineEnd + 1, lineEnd + 1 + size))
      at = lineEnd + 1 + size + 1
    }
  }
  return blobs.map((blob) => contents.get(blob) as Buffer)
}
