import { readFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'
import { expect, it } from 'vitest'

/** `resource` has the type's names, `local` imitates the service, and `generated` is made of the schema. */
const homes = ['src/resource/**', 'src/local/**', 'src/generated/**']

/** In whatever spelling, and over the end of a line of a comment. */
const name = /infrastructure[^a-z0-9]*configuration/i

const naming = (files: string[]): string[] => files.filter((file) => name.test(readFileSync(file, 'utf8')))

it('is named by nobody else: the one type of resource', () => {
  expect(naming(globSync(['src/resource/**/*.ts', 'src/local/**/*.ts'])).length).toBeGreaterThan(5)
  const others = globSync(['src/**/*.ts', 'rules/**/*.ts'], { ignore: [...homes, '**/*.test.ts'] })
  expect(others.length).toBeGreaterThan(300)
  expect(naming(others)).toEqual([])
})
