import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ioProblem } from '../../src/files/io-problem.ts'
import { type OutputPlace, writeNewFile, writeOutput } from '../../src/files/write-file.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

function attempt(action: () => void): string {
  try {
    action()
    return 'written'
  } catch (error) {
    return ioProblem(error)
  }
}

const write = (root: string, name: string, place: Partial<OutputPlace> = {}): string =>
  attempt(() => writeOutput(join(root, name), 'new', { root, ...place }))

const journal = '{"at":"2026-01-01T00:00:00.000Z","event":"run","version":1}\n'
const plan = '{\n "kind": "ibguard-plan",\n "version": 1,\n "changes": []\n}\n'
const baseline = '{\n  "version": 1,\n  "findings": []\n}\n'
const report = '{"version":1,"tool":{"name":"x"},"spec":{"infrastructureConfigurationArn":"x"}}'

it.each([
  ['spec.json', specText(), 'it is a spec, and no output is written over one'],
  ['specs.json', `[${specText()}]`, 'it is a spec'],
  ['spec.txt', 'description: x\ninfrastructureConfigurationArn: x\n', 'it is a spec'],
  ['odd.yaml', 'a: 1\n', 'it is a source file'],
  ['main.tf', 'x', 'it is a source file'],
  ['template.json', '{"AWSTemplateFormatVersion": "2010-09-09"}', 'it is a template'],
  ['run', journal, 'it is a journal'],
  ['plan.json', plan, 'it is a plan'],
  ['.ibguard-baseline.json', baseline, 'it is a baseline'],
  ['ibguard.config.json', '{}', 'it is a config'],
])('an output is not written over %s', (name, text, why) => {
  const root = tempFolder({ [name]: text })
  expect(write(root, name)).toContain(why)
  linkSync(join(root, name), join(root, 'report.txt'))
  if (!why.includes('source') && !why.includes('config')) expect(write(root, 'report.txt')).toContain(why)
  expect(readFileSync(join(root, name), 'utf8')).toBe(text)
})

it('is written over an earlier output, an empty file and its own kind, and shortens it', () => {
  const root = tempFolder({
    'a.json': report,
    'b.md': 'x'.repeat(100),
    'c.yaml': '',
    'd.json': plan,
    'e.json': baseline,
  })
  const written = [
    write(root, 'a.json'),
    write(root, 'b.md'),
    write(root, 'c.yaml'),
    write(root, 'd.json', { as: 'a plan' }),
    write(root, 'e.json', { as: 'a baseline' }),
    write(root, 'x/y/f.json'),
  ]
  expect(new Set(written)).toEqual(new Set(['written']))
  expect(readFileSync(join(root, 'b.md'), 'utf8')).toBe('new')
})

it('follows no link, neither of the file nor of a folder, but devices are written to', () => {
  const root = tempFolder({ 'repo/a.txt': 'a', 'outside/b.txt': 'b' })
  const repo = join(root, 'repo')
  symlinkSync('a.txt', join(repo, 'link'))
  symlinkSync('../outside/new.txt', join(repo, 'dangling'))
  symlinkSync('../outside', join(repo, 'folder'))
  symlinkSync('b.txt', join(root, 'outside/link'))
  for (const name of ['link', 'dangling', 'folder/b.txt', 'folder/new.txt', '../outside/link']) {
    expect(write(repo, name)).toContain('is a link, which is not followed')
    expect(attempt(() => writeNewFile(join(repo, name), 'new', repo))).toContain('is a link, which is not followed')
  }
  expect([readFileSync(join(repo, 'a.txt'), 'utf8'), readFileSync(join(root, 'outside/b.txt'), 'utf8')]).toEqual([
    'a',
    'b',
  ])
  expect(existsSync(join(root, 'outside/new.txt'))).toBe(false)
  expect(write('/', 'dev/null')).toBe('written')
})

it('is for nobody else where it is private, also in a file that exists', () => {
  const root = tempFolder({})
  writeFileSync(join(root, 'plan.json'), plan)
  chmodSync(join(root, 'plan.json'), 0o644)
  expect(write(root, 'plan.json', { as: 'a plan', isPrivate: true })).toBe('written')
  expect(write(root, 'new.json', { isPrivate: true })).toBe('written')
  expect(['plan.json', 'new.json'].map((name) => statSync(join(root, name)).mode & 0o777)).toEqual([0o600, 0o600])
})

it('a new file is written over none', () => {
  const root = tempFolder({ a: 'a' })
  mkdirSync(join(root, 'folder'))
  expect(attempt(() => writeNewFile(join(root, 'a'), 'new', root))).toBe('it exists')
  expect(attempt(() => writeNewFile(join(root, 'x/b'), 'new', root))).toBe('written')
  expect(write(root, 'folder')).toBe('it is a folder')
})
