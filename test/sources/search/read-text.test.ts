import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readText } from '../../../src/sources/search/read-text.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const read = (root: string, name: string) => readText(join(root, name), root, { checkParents: false })

it('reads files of every size alike, one after the other', () => {
  const root = tempFolder()
  const sizes = [0, 1, 2, 4_096, 65_534, 65_535, 65_536, 65_537, 200_000]
  const texts = sizes.map((size) => 'é'.repeat(size >> 1) + 'x'.repeat(size % 2))
  texts.forEach((text, at) => void writeFileSync(join(root, `${at}.yaml`), text))
  expect(texts.map((_, at) => read(root, `${at}.yaml`))).toEqual(texts.map((text) => ({ text })))
})

it('says what a path is that is no plain file', () => {
  const root = tempFolder({ 'web.yaml': 'a: 1\n' })
  mkdirSync(join(root, 'folder.yaml'))
  writeFileSync(join(root, 'wide.yaml'), Buffer.from('\ufeffa: 1\n', 'utf16le'))
  writeFileSync(join(root, 'broken.yaml'), Buffer.from([0x61, 0xff]))
  writeFileSync(join(root, 'big.yaml'), 'a'.repeat(2 ** 20 + 1))
  for (const [to, from] of [
    ['web.yaml', 'link.yaml'],
    ['nothing', 'dead.yaml'],
    ['loop.yaml', 'loop.yaml'],
    ['/', 'out.yaml'],
  ] as const) {
    symlinkSync(to, join(root, from))
  }
  const said = (name: string) => Object.values(read(root, name))[0]
  expect(
    ['link', 'folder', 'wide', 'broken', 'big', 'dead', 'loop', 'out', 'gone'].map((name) => said(`${name}.yaml`)),
  ).toEqual([
    'a: 1\n',
    'A folder that cannot be read.',
    'UTF-16; spec files are UTF-8.',
    'Not UTF-8.',
    'Bigger than 1 MiB (1048577 bytes).',
    'A link to nothing.',
    'A link that leads back to itself.',
    'A link out of the repository; it is not followed.',
    'Cannot be read (ENOENT).',
  ])
})

it.runIf(existsSync('/proc/self/limits'))('reads a file that says it is empty to its end', () => {
  expect(readText('/proc/self/limits', '/proc', { checkParents: false })).toEqual({
    text: expect.stringMatching(/Max open files/),
  })
})
