import { expect, test } from 'vitest'
import { builtinRules } from '../../rules/index.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import type { GuardError } from '../../src/model/errors.ts'
import { tempFolder } from '../support/temp-folder.ts'

async function mistakes(files: Record<string, string>): Promise<string[]> {
  const root = tempFolder({ '.git/HEAD': '', ...files })
  const error = await loadConfig({ cwd: root, root, builtin: builtinRules }).then(
    () => undefined,
    (error: GuardError) => error,
  )
  return (error?.details ?? []).map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)
}

const rule = (options: string): string =>
  `export default { id: 'acme/x', summary: 'x', severity: 'error', messages: { x: 'x' }, options: ${options}, check: () => [] }\n`
const keys = 'resource-tags-required needs options: "keys".'

test.each([
  ['rules', { 'ibguard.config.yaml': 'rules: { resource-tags-required: error }\n' }, [`1:34 ${keys}`]],
  ['enforce', { 'ibguard.config.yaml': 'enforce: [resource-tags-required]\n' }, [`1:11 ${keys}`]],
  [
    'overrides',
    { 'ibguard.config.yaml': 'overrides: [{ files: ["a"], rules: { resource-tags-required: warning } }]\n' },
    [`1:62 ${keys}`],
  ],
  [
    'a plugin that switches its rule on by itself',
    {
      'ibguard.config.yaml': 'plugins: [./x.mjs]\n',
      'x.mjs': rule("{ type: 'object', properties: { a: {} }, required: ['a'] }"),
    },
    ['1:11 acme/x needs options: "a".'],
  ],
  [
    'a rule whose options ask for one of several keys',
    {
      'ibguard.config.yaml': 'plugins: [./x.mjs]\n',
      'x.mjs': rule("{ type: 'object', anyOf: [{ required: ['a'] }, { required: ['b'] }] }"),
    },
    ['1:11 acme/x needs options.'],
  ],
])('a rule without the options that it needs is a mistake where it is switched on: %s', async (_, files, expected) => {
  expect(await mistakes(files)).toEqual(expected.map((each) => `ibguard.config.yaml:${each}`))
})

test('an extended file is blamed for what it enforces, whatever options come too late', async () => {
  const files = {
    'ibguard.config.yaml': 'extends: ./base.yaml\nrules: { resource-tags-required: [error, { keys: [team] }] }\n',
    'base.yaml': 'enforce: [resource-tags-required]\n',
  }
  expect(await mistakes(files)).toEqual([`base.yaml:1:11 ${keys}`])
})

test.each([
  [
    'given in the same file',
    'enforce: [resource-tags-required]\nrules: { resource-tags-required: [off, { keys: [a] }] }\n',
  ],
  ['given by a later layer', 'extends: ./on.yaml\nrules: { resource-tags-required: [error, { keys: [a] }] }\n'],
  ['switched off by a later layer', 'extends: ./on.yaml\nrules: { resource-tags-required: off }\n'],
  [
    'given by an earlier override',
    'overrides:\n  - { files: [a], rules: { resource-tags-required: [off, { keys: [a] }] } }\n  - { files: [a], rules: { resource-tags-required: error } }\n',
  ],
])('is none when they are %s', async (_, text) => {
  const files = { 'ibguard.config.yaml': text, 'on.yaml': 'rules: { resource-tags-required: error }\n' }
  expect(await mistakes(files)).toEqual([])
})
