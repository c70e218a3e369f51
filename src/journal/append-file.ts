import { type FileHandle, open } from 'node:fs/promises'

/** Appends text such that it is on disk when the promise resolves. What waits together is synced together. */
export interface AppendFile {
  append(text: string): Promise<void>
  close(): Promise<void>
}

interface Pending {
  text: string
  resolve: () => void
  reject: (error: unknown) => void
}

/** `length` cuts off what stands behind it, a torn line, before the first append. The file is made by then. */
export function appendTo(path: string, length: number): AppendFile {
  let handle: FileHandle | undefined
  let pending: Pending[] = []
  let isWriting = false
  let failure: unknown

  async function write(text: string): Promise<void> {
    if (!handle) {
      handle = await open(path, 'a', 0o600)
      if ((await handle.stat()).size > length) await handle.truncate(length)
    }
    await handle.appendFile(text)
    await handle.datasync()
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

  return {
    append: (text) =>
      new Promise((resolve, reject) => {
        pending.push({ text, resolve, reject })
        if (!isWriting) void flush()
      }),
    async close() {
      await handle?.close()
    },
  }
}
