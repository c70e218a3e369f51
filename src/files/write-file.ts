import { randomUUID } from 'node:crypto'
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { chunksOf, type Text } from '../text/pieces.ts'
import { FileProblem } from './file-problem.ts'
import { linkIn } from './link-in.ts'
import { makeFolder } from './make-folder.ts'
import { type Standing, whatStands } from './what-stands.ts'

export interface OutputPlace {
  /** Below it no link is followed, neither of the file nor of a folder. */
  root: string
  /** What the text is, where it may be written over another of its kind. */
  as?: Standing
  /** Whether nobody else may read it, also where the file exists. */
  isPrivate?: boolean
}

/**
 * Writes an output, missing folders made; over what stands there, unless that is a link, or one of the files that a run
 * works with: a spec, a journal, a plan, a config.
 * @throws {Error} with words that `ioProblem` knows
 */
export function writeOutput(path: string, text: Text, { root, as, isPrivate = false }: OutputPlace): void {
  if (isDevice(path)) {
    writeDevice(path, text)
    return
  }
  requireNoLink(root, path)
  makeFolder(dirname(path))
  const { O_RDWR, O_CREAT, O_NOFOLLOW = 0 } = constants
  const descriptor = openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW, isPrivate ? 0o600 : 0o666)
  try {
    requireNothingKept(path, descriptor, as)
    if (isPrivate) makePrivate(descriptor)
    ftruncateSync(descriptor)
    for (const chunk of chunksOf(text)) writeFileSync(descriptor, chunk)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Writes an output at once, missing folders made: who reads it meanwhile has the one before, and of two that write the later
 * one stands. What stands there is told from how it begins; what is not the writer's own stays.
 * @throws {Error} with words that `ioProblem` knows
 */
export function replaceOutput(
  path: string,
  text: string,
  { root, isOwn }: Pick<OutputPlace, 'root'> & { isOwn: (beginning: string) => boolean },
): void {
  requireNoLink(root, path)
  makeFolder(dirname(path))
  requireReplaceable(path, isOwn)
  const unfinished = `${path}.${randomUUID().slice(0, 8)}`
  try {
    writeFileSync(unfinished, text, { flag: 'wx' })
    renameSync(unfinished, path)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}

/**
 * Writes a file that is not there yet, missing folders made; not over a file that appeared a moment ago either.
 * @throws {Error} with words that `ioProblem` knows
 */
export function writeNewFile(path: string, text: string, root: string): void {
  requireNoLink(root, path)
  makeFolder(dirname(path))
  writeFileSync(path, text, { flag: 'wx' })
}

function requireNoLink(root: string, path: string): void {
  const link = linkIn(root, path) ?? (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? path : undefined)
  if (link !== undefined) throw new FileProblem('ELINK', `${link} is a link, which is not followed`)
}

/** What is no file of anybody's: `/dev/stderr`, a named pipe, the shell's `>(…)`. */
function isDevice(path: string): boolean {
  if (/^\/(?:dev|proc\/self\/fd)\//.test(path)) return true
  const stats = lstatSync(path, { throwIfNoEntry: false })
  return stats !== undefined && !stats.isFile() && !stats.isDirectory() && !stats.isSymbolicLink()
}

/** Opening a named pipe waits for its reader, deaf to signals; one that has none yet is an error instead. */
function writeDevice(path: string, text: Text): void {
  const { O_WRONLY, O_NONBLOCK = 0 } = constants
  const reached = openSync(path, O_WRONLY | O_NONBLOCK)
  let device: number | undefined
  try {
    device = openSync(path, 'w')
    for (const chunk of chunksOf(text)) writeFileSync(device, chunk)
  } finally {
    if (device !== undefined) closeSync(device)
    closeSync(reached)
  }
}

function requireReplaceable(path: string, isOwn: (beginning: string) => boolean): void {
  if (!existsSync(path)) return
  const { O_RDONLY, O_NONBLOCK = 0 } = constants
  const descriptor = openSync(path, O_RDONLY | O_NONBLOCK)
  try {
    if (!fstatSync(descriptor).isFile()) throw new FileProblem('ENOTREG', 'it is no regular file')
    requireNothingKept(path, descriptor)
    const beginning = beginningOf(descriptor)
    if (beginning.trim() !== '' && !isOwn(beginning))
      throw new FileProblem('EKEEP', 'it holds something else, which is not written over')
  } finally {
    closeSync(descriptor)
  }
}

function requireNothingKept(path: string, descriptor: number, as?: Standing): void {
  const standing = whatStands(path, beginningOf(descriptor))
  if (standing === undefined || standing === as) return
  throw new FileProblem('EKEEP', `it is ${standing}, and no output is written over one`)
}

function beginningOf(descriptor: number): string {
  const bytes = Buffer.allocUnsafe(2 ** 16)
  return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, 0))
}

/** Some file systems know no modes; there the own file is as private as it gets. */
function makePrivate(descriptor: number): void {
  try {
    fchmodSync(descriptor, 0o600)
  } catch (error) {
    if (fstatSync(descriptor).uid !== process.getuid?.()) throw error
  }
}
