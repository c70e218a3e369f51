import { type FileHandle, open, stat } from 'node:fs/promises'

/** Appends text such that it is on disk when the promise resolves. What waits together is synced together. */
export interface AppendFile {
  append(text: string): Promise<void>
  /** @throws when another file, or none, stands at the path, or this one was changed by somebody else */
  look(): Promise<void>
  close(): Promise<void>
}

/** A file as it was opened: without a handle it is made with the first append. */
export interface Opened {
  handle?: FileHandle
  size: number
  /** What stands behind these bytes, a torn line, is cut off before the first append. */
  keep: number
}

interface Pending {
  text: string
  resolve: () => void
  reject: (error: unknown) => void
}

export function appendTo(path: string, { handle, size, keep }: Opened): AppendFile {
  let pending: Pending[] = []
  let isWriting = false
  let isCut = size === keep
  let failure: unknown

  async function look(): Promise<void> {
    const named = await stat(path, { bigint: true }).catch(missingAsUndefined)
    if (!handle) {
      if (named) throw new Error('somebody else has made it')
      return
    }
    const own = await handle.stat({ bigint: true })
    if (!named) throw new Error('it was removed')
    if (named.dev !== own.dev || named.ino !== own.ino) throw new Error('another file stands in its place')
    if (own.size !== BigInt(size)) throw new Error(`it has ${own.size} bytes, and ${size} were written`)
  }

  async function write(text: string): Promise<void> {
    await look()
    if (text === '') return
    handle ??= await open(path, 'ax', 0o600)
    if (!isCut) await handle.truncate(keep)
    if (!isCut) size = keep
    isCut = true
    await handle.appendFile(text)
    await handle.datasync()
    size += Buffer.byteLength(text)
  }

  async function flush(): Promise<void> {
    isWriting = true
    while (pending.length > 0) {
      const batch = pending
      pending = []
      try {
        // After a failed write a line may stand half in the file: nothing may follow it.
        if (failure) throw failure
        await write(batch.map(({ text }) => text).join(''))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        failure ??= error
        for (const { reject } of batch) reject(failure)
      }
    }
    isWriting = false
  }

  const append = (text: string) =>
    new Promise<void>((resolve, reject) => {
      pending.push({ text, resolve, reject })
      if (!isWriting) void flush()
    })

  return {
    append,
    // In its turn: the length is known between two writes.
    look: () => append(''),
    async close() {
      await handle?.close()
    },
  }
}

function missingAsUndefined(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
  throw error
}
