import { dirname } from '../files/posix-path.ts'
import { withoutMark } from '../text/byte-order-mark.ts'
import type { Texts } from './texts.ts'

/** Texts that are on no disk, by their absolute paths. */
export function memoryTexts(texts: ReadonlyMap<string, string>): Texts {
  return {
    read(path) {
      const text = texts.get(path)
      return text === undefined ? { problem: 'There is no such file.' } : { text: withoutMark(text) }
    },
    list: (folder) =>
      [...texts.keys()]
        .filter((path) => dirname(path) === folder)
        .map((path) => path.slice(folder === '/' ? 1 : folder.length + 1))
        .sort(),
    has: (path) => texts.has(path),
  }
}
