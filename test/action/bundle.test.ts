import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { init, parse } from 'es-module-lexer'
import { beforeAll, describe, expect, it } from 'vitest'

const bundle = join(import.meta.dirname, '../../dist/action')

/** A file and what loads with it. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const [imports] = parse(readFileSync(join(bundle, file), 'utf8'))
  for (const item of imports) {
    const isStatic = 'specifier' in item && item.type === 'static'
    if (isStatic && item.specifier?.startsWith('./')) loadedWith(item.specifier.slice(2), seen)
  }
  return seen
}

const bytesOf = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + statSync(join(bundle, file)).size, 0)

describe('the bundle', () => {
  beforeAll(() => init())

  it('is small, and what a lint loads of it is a part', () => {
    const all = readdirSync(bundle).filter((name) => name.endsWith('.js'))
    expect(bytesOf(all)).toBeLessThanOrEqual(1_600_000)
    expect(bytesOf(loadedWith('main.js'))).toBeLessThanOrEqual(400_000)
  })

  it('brings the licences of what is in it', () => {
    const texts = readFileSync(join(bundle, 'LICENSES.txt'), 'utf8')
    for (const name of [
      '@actions/core',
      '@octokit/core',
      '@aws-sdk/client-imagebuilder',
      'undici',
      'js-yaml',
      're2js',
    ]) {
      expect(texts).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'))
    }
  })
})
