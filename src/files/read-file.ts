import { isUtf8 } from 'node:buffer'
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { withoutMark } from '../text/byte-order-mark.ts'
import { FileProblem } from './file-problem.ts'

/**
 * The bytes of a regular file, and at most so many of them: a pipe without a writer, a device and what grows while it is
 * read end in an error, not in a run without end.
 * @throws {Error} with a `code` and words that `ioProblem` knows
 */
export function readBytes(path: string, most: number): Buffer {
  // Without waiting: a pipe opens only once somebody writes to it.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = fstatSync(descriptor)
    if (stats.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' })
    if (!stats.isFile())
      throw new FileProblem('ENOTREG', 'it is neither a file nor a folder; only regular files are read')
    if (stats.size > most) throw tooBig(most, stats.size)
    return readUpTo(descriptor, stats.size, most)
  } finally {
    closeSync(descriptor)
  }
}

/** The size is a guess: files of /proc have none, others grow. */
function readUpTo(descriptor: number, size: number, most: number): Buffer {
  const pieces: Buffer[] = []
  let length = 0
  for (;;) {
    const piece = Buffer.allocUnsafe(Math.max(size - length + 1, 4_096))
    const read = readSync(descriptor, piece)
    pieces.push(piece.subarray(0, read))
    length += read
    if (length > most) throw tooBig(most)
    // As long as it said, and there was room for more.
    if (read === 0 || length === size)
      return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, length)
  }
}

function tooBig(most: number, size?: number): FileProblem {
  const bytes = size === undefined ? '' : ` (${size} bytes)`
  return new FileProblem('EFBIG', `it is bigger than ${most / 2 ** 20} MiB${bytes}`)
}

/** The same as text, without a byte order mark. */
export function readText(path: string, most: number): string {
  return textOf(readBytes(path, most))
}

/**
 * Text without a byte order mark: no byte of it is replaced in silence, or a policy would name what nobody wrote.
 * @throws {FileProblem}
 */
export function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new FileProblem('ENOTTEXT', 'it is no text in UTF-8')
  return withoutMark(bytes.toString('utf8'))
}
