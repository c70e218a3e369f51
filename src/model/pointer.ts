import type { Path } from './json.ts'

/** JSON Pointer (RFC 6901) of a path. */
export function toPointer(path: Path): string {
  let pointer = ''
  for (const key of path) pointer += `/${escaped(String(key))}`
  return pointer
}

function escaped(key: string): string {
  return /[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key
}

/** Keys of a JSON Pointer; indexes stay text. */
export function fromPointer(pointer: string): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}
