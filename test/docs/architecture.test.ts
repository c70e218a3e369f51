import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('names every folder of src', () => {
  const table = readFileSync('docs/architecture.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|')[1])
    .join()
  const named = [...table.matchAll(/`([\w-]+)`/g)].map(([, name]) => name)
  const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(named.sort()).toEqual(folders.map(({ name }) => name).sort())
})
