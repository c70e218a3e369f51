import { basename, dirname } from 'node:path'
import { limits } from '../document/yaml/problem.ts'
import { type Read, type ReadOptions, type Texts, tooBig } from '../sources/texts.ts'

/** What a judgement depends on: it is to be made anew when one of these changes. */
export class Asked {
  readonly #files = new Set<string>()
  readonly #folders = new Set<string>()

  file(path: string): void {
    this.#files.add(path)
  }

  folder(path: string): void {
    this.#folders.add(path)
  }

  includes(path: string): boolean {
    return this.#files.has(path) || this.#folders.has(dirname(path))
  }
}

/** Open buffers over the disk, with a note of all that is asked for. */
export function openTexts(disk: Texts, buffers: ReadonlyMap<string, string>, asked: Asked): Texts {
  return {
    read(path: string, options: ReadOptions): Read {
      asked.file(path)
      const text = buffers.get(path)
      if (text === undefined) return disk.read(path, options)
      const most = options.most ?? limits.bytes
      const size = text.length * 3 <= most ? 0 : Buffer.byteLength(text)
      return size > most ? { problem: tooBig(size, most) } : { text }
    },
    list(folder) {
      asked.folder(folder)
      const names = [...buffers.keys()].filter((path) => dirname(path) === folder).map((path) => basename(path))
      return names.length === 0 ? disk.list(folder) : [...new Set([...disk.list(folder), ...names])].sort()
    },
    has(path) {
      asked.file(path)
      return buffers.has(path) || disk.has(path)
    },
  }
}
