import { posix } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dirname, isAbsolute, join, relative, resolve } from '../../src/files/posix-path.ts'

const step = fc.constantFrom('a', 'b', 'infra', '.', '..', '...', 'a b', '\\', 'main.tf', '')
const path = fc
  .tuple(fc.constantFrom('', '/'), fc.array(step, { maxLength: 6 }))
  .map(([top, steps]) => top + steps.join('/'))
const absolute = fc.array(step, { maxLength: 6 }).map((steps) => `/${steps.join('/')}`)

describe.skipIf(process.platform === 'win32')('paths without Node say what those of Node do', () => {
  it('when they are joined', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 4 }), (parts) => void expect(join(...parts)).toBe(posix.join(...parts))),
    )
  })

  it('when they are resolved from a folder', () => {
    fc.assert(
      fc.property(absolute, path, (folder, to) => void expect(resolve(folder, to)).toBe(posix.resolve(folder, to))),
    )
  })

  it('when one is told from another', () => {
    fc.assert(
      fc.property(absolute, absolute, (from, to) => void expect(relative(from, to)).toBe(posix.relative(from, to))),
    )
  })

  it('of the folder and the top', () => {
    // Node calls the folder of `//a` `//`.
    const plain = path.filter((each) => !each.startsWith('//'))
    fc.assert(
      fc.property(
        plain,
        (each) => void expect([dirname(each), isAbsolute(each)]).toEqual([posix.dirname(each), posix.isAbsolute(each)]),
      ),
    )
  })
})
