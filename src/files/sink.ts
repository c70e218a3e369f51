import { fstatSync, type Stats, statSync, writeSync } from 'node:fs'

/** Standard output or standard error. */
export interface TextSink {
  write(text: string): void
  isTTY: boolean
  columns: number
}

/**
 * Node's stream is opened for a terminal only: loading it takes a small run a tenth of its time, and a pipe or a file takes
 * what is written without it.
 */
export function sink(fd: 1 | 2, open: () => NodeJS.WriteStream): TextSink {
  const terminal = isTerminal(fd) ? open() : undefined
  terminal?.on('error', ignoreLoss)
  let stream = terminal
  return {
    write(text) {
      const rest = stream ? text : writeNow(fd, bytesOf(text))
      if (rest.length === 0) return
      // Without a terminal: a pipe that is full and does not block.
      stream ??= open().on('error', ignoreLoss)
      stream.write(typeof rest === 'string' ? rest : Buffer.from(rest))
    },
    isTTY: terminal !== undefined,
    get columns() {
      // A terminal of an unknown size says 0.
      return terminal?.columns || 80
    },
  }
}

/** Room for a piece of a report, used again for each: new ones would be a megabyte for each megabyte that is printed. */
const room = Buffer.allocUnsafeSlow(2 ** 19)

/** Good until the next text; of a long one the bytes are its own. */
function bytesOf(text: string): Buffer {
  return text.length * 3 <= room.length ? room.subarray(0, room.write(text)) : Buffer.from(text)
}

/** Writes what the file takes without waiting for its reader; returns the rest. */
function writeNow(fd: number, bytes: Buffer): Buffer {
  let rest = bytes
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest))
    return rest
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return rest
    if (fd === 1 && !isGone(error)) throw error
    return Buffer.alloc(0)
  }
}

/** A reader that went away (`| head`), or a terminal, is no error of ours. */
function isGone(error: unknown): boolean {
  return ['EPIPE', 'EIO', 'ECONNRESET'].includes((error as NodeJS.ErrnoException).code ?? '')
}

/** A stream that cannot be written any more: what it was to say is lost, and nothing else. */
export function ignoreLoss(): void {}

function isTerminal(fd: number): boolean {
  try {
    const stats = fstatSync(fd)
    return stats.isCharacterDevice() && !isNull(stats) && process.getBuiltinModule('node:tty').isatty(fd)
  } catch {
    return false
  }
}

/** Told by its number, for to ask takes loading streams and sockets. */
function isNull({ rdev }: Stats): boolean {
  try {
    return statSync(process.getBuiltinModule('node:os').devNull).rdev === rdev
  } catch {
    return false
  }
}
