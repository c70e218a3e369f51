import { readFileSync } from 'node:fs'
import { parse as parseByHashiCorp } from '@cdktn/hcl2json'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/model/finding.ts'
import { type Files, findingsOf, loadFiles } from './judge.ts'

const root = new URL('modules/', import.meta.url)

/** Modules as people publish them, with what is found in each: file, line and rule, once for every instance. */
const expected = JSON.parse(readFileSync(new URL('modules.json', import.meta.url), 'utf8')) as Record<string, string[]>

/** The files of a module, by their paths in it. */
function filesOf(name: string): Files {
  const cwd = new URL(`${name}/`, root)
  const files = globSync('**/*', { cwd: cwd.pathname })
  return Object.fromEntries(
    files.map((file) => [file, readFileSync(new URL(file, cwd), 'utf8').replace(/^\uFEFF/, '')]),
  )
}

const told = ({ file, line, ruleId }: Finding): string => `${file}:${line} ${ruleId}`
const names = Object.keys(expected)

describe('of modules as they are published', () => {
  it.each(names)('%s has what is expected, and no more', async (name) => {
    expect((await findingsOf(filesOf(name))).map(told)).toEqual(expected[name])
  })

  it('all are expected', () => {
    expect(new Set(globSync('**/*', { cwd: root.pathname }).map((file) => file.split('/')[0]))).toEqual(new Set(names))
    expect(names.length).toBeGreaterThanOrEqual(30)
  })

  it('none has an error about a value that is not resolved', async () => {
    for (const name of names) {
      const files = filesOf(name)
      const unknowns = (await loadFiles(files)).resources?.flatMap(({ address, source }) =>
        (source.unknowns ?? []).map(({ path }) => `${address} /${path.join('/')}`),
      )
      const findings = (await findingsOf(files)).filter(({ ruleId }) => ruleId !== 'not-judged')
      const said = findings.map(({ address, pointer }) => `${address} ${pointer}`)
      expect(said.filter((each) => unknowns?.includes(each))).toEqual([])
    }
  })
})

describe('modules that HashiCorp’s parser turns into the JSON syntax', () => {
  // Comments have no place there, broken syntax none at all, and blocks are objects.
  const turned = names.filter((name) => !['suppressed', 'broken-beside', 'mistyped'].includes(name))
  const said = ({ ruleId, address, pointer }: Finding): string => `${ruleId} ${address} ${pointer}`

  it.each(turned)('%s is judged alike', async (name) => {
    const files = filesOf(name)
    const json: Files = {}
    for (const [file, text] of Object.entries(files)) {
      if (!/\.(?:tf|tofu)$/.test(file)) json[file] = text
      else json[`${file}.json`] = JSON.stringify(await parseByHashiCorp(file, text), null, 2)
    }
    expect((await findingsOf(json)).map(said).sort()).toEqual((await findingsOf(files)).map(said).sort())
  })
})
