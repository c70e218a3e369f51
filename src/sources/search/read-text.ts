import { isUtf8 } from 'node:buffer'
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import { dirname, isAbsolute, relative } from 'node:path'
import { limits } from '../../document/yaml/problem.ts'
import { ioProblem } from '../../files/io-problem.ts'
import { readBytes } from '../../files/read-file.ts'
import { withoutMark } from '../../text/byte-order-mark.ts'
import { type Read, type ReadOptions, type Texts, tooBig } from '../texts.ts'

/** The files of the disk below `root`. */
export const diskTexts = (root: string): Texts => ({
  read: (path, options) => readText(path, root, options),
  list: (folder) => listFiles(folder, root),
  has: existsSync,
})

const linkedOut = 'A link out of the repository; it is not followed.'

/**
 * Reads a regular file below `root`; links out of it, devices and what is too big or no UTF-8 are problems.
 * `checkParents` is for a path that somebody spelled out: a search enters no linked folder in the first place.
 */
export function readText(path: string, root: string, { checkParents, most = limits.bytes }: ReadOptions): Read {
  try {
    if (checkParents && leadsOut(path, root)) return { problem: linkedOut }
    const plain = readPlain(path, most)
    if (plain) return plain
    const stats = lstatSync(path)
    return stats.isSymbolicLink() ? readLink(path, root, most) : readFile(path, stats, most)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EFBIG' || code === 'ENOTREG') return { problem: `Cannot be read: ${ioProblem(error)}.` }
    return { problem: `Cannot be read (${code ?? String(error)}).` }
  }
}

/** Whether a link among the folders above a path below `root` leads out of it. */
export function leadsOut(path: string, root: string): boolean {
  return isInside(path, root) && !isInside(realpathSync(dirname(path)), realpathSync(root))
}

function readLink(path: string, root: string, most: number): Read {
  let target: string
  try {
    target = realpathSync(path)
  } catch (error) {
    const looped = (error as NodeJS.ErrnoException).code === 'ELOOP'
    return { problem: looped ? 'A link that leads back to itself.' : 'A link to nothing.' }
  }
  if (!isInside(target, realpathSync(root))) return { problem: linkedOut }
  const stats = statSync(target)
  return stats.isDirectory() ? { problem: 'A link to a folder; it is not followed.' } : readFile(target, stats, most)
}

function readFile(path: string, stats: Stats, most: number): Read {
  if (stats.isDirectory()) return { problem: 'A folder that cannot be read.' }
  if (!stats.isFile()) return { problem: 'Neither file nor folder; only regular files are read.' }
  if (stats.size > most) return { problem: tooBig(stats.size, most) }
  return textOf(readBytes(path, most))
}

function textOf(bytes: Buffer): Read {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0
  if (mark === 0xfffe || mark === 0xfeff) return { problem: 'UTF-16; spec files are UTF-8.' }
  if (!isUtf8(bytes)) return { problem: 'Not UTF-8.' }
  return { text: withoutMark(bytes.toString('utf8')) }
}

/** Read into here and decoded at once, so that thousands of files need no more. */
const room = Buffer.allocUnsafeSlow(64 * 1024)

/**
 * A small regular file, as nearly all are, with four calls of the system instead of seven; undefined where there is
 * anything else to say of a path.
 */
function readPlain(path: string, most: number): Read | undefined {
  // Windows knows no such flag.
  if (!constants.O_NOFOLLOW) return undefined
  let descriptor: number
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch {
    return undefined
  }
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isFile() || stats.size > most || stats.size >= room.length) return undefined
    // One byte less than asked for is the end. Files of /proc have no size, others grow.
    const length = readSync(descriptor, room, 0, stats.size + 1, null)
    return length > 0 && length === stats.size ? textIn(length) : undefined
  } finally {
    closeSync(descriptor)
  }
}

/** Of nearly every file each byte is a character, which says by itself that it is UTF-8 and has no mark. */
function textIn(length: number): Read {
  const text = room.toString('utf8', 0, length)
  return text.length === length && !text.includes('\ufffd') ? { text } : textOf(room.subarray(0, length))
}

/** The names of the files in a folder, in order; none of what a link from below `root` leads to elsewhere, or of no folder. */
function listFiles(folder: string, root: string): string[] {
  try {
    if (isInside(folder, root) && !isInside(realpathSync(folder), realpathSync(root))) return []
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name)
      .sort()
  } catch {
    return []
  }
}

function isInside(path: string, folder: string): boolean {
  const inner = relative(folder, path)
  return inner !== '..' && !inner.startsWith('../') && !inner.startsWith('..\\') && !isAbsolute(inner)
}
