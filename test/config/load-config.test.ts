import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtinRules } from '../../rules/index.ts'
import type { Config } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { rulesInForce } from '../../src/config/rules-in-force.ts'
import type { GuardError } from '../../src/model/errors.ts'
import { tempFolder } from '../support/temp-folder.ts'

function load(files: Record<string, string>, cwd = '.', file?: string): Promise<Config> {
  const root = tempFolder({ '.git/HEAD': '', ...files })
  return loadConfig({ cwd: join(root, cwd), root, builtin: builtinRules, ...(file !== undefined && { config: file }) })
}

async function mistakes(text: string, name = 'ibguard.config.yaml'): Promise<string[]> {
  const error = await load({ [name]: text }).then(
    () => undefined,
    (error: GuardError) => error,
  )
  return (error?.details ?? []).map(({ line, column, message }) => `${line}:${column} ${message}`)
}

test('without a config, recommended is in force', async () => {
  const config = await load({})
  expect(config.file).toBeUndefined()
  expect(config.rules['imdsv2-required']).toEqual({ severity: 'error', options: {}, origin: 'recommended' })
})

test('the nearest config upwards holds, and none above the root', async () => {
  const files = { 'ibguard.config.yaml': 'extends: none', 'a/ibguard.config.json': '{"files":["x"]}', 'a/b/c.txt': '' }
  expect((await load(files, 'a/b')).file).toBe('a/ibguard.config.json')
  expect((await load(files)).file).toBe('ibguard.config.yaml')
})

test('two configs in one folder are a mistake', async () => {
  await expect(load({ 'ibguard.config.yaml': '', 'ibguard.config.json': '{}' })).rejects.toThrow(/both configs/)
})

test('a named config that is missing is not searched for elsewhere', async () => {
  await expect(load({ 'ibguard.config.yaml': '' }, '.', 'other.yaml')).rejects.toMatchObject({ code: 'NotFound' })
})

test('a mistake has its own place also behind items of a list that are broken', async () => {
  const found = await mistakes(
    [
      'suppressions:',
      '  - { rule: no-key-pair }',
      '  - { rule: no-key-pair, reason: x, until: 2099-01-01 }',
      '  - { rule: no-key-pare, reason: x, expires: 2027-02-30 }',
      '  - { rule: no-key-pair, reason: " \\u200b" }',
      'overrides:',
      '  - { rules: {} }',
      '  - { files: ["a"], rules: { no-key-pare: off, container-hop-limit: [error, { minimun: 3 }] } }',
    ].join('\n'),
  )
  expect(found).toEqual([
    '2:5 suppressions[0] has no reason.',
    expect.stringMatching(/^3:37 Unknown key "until"/),
    expect.stringMatching(/^4:13 There is no rule "no-key-pare"/),
    '4:46 suppressions[2].expires is "2027-02-30", which is no day; write YYYY-MM-DD.',
    '5:34 suppressions[3].reason is blank; say why.',
    '7:5 overrides[0] has no files.',
    expect.stringMatching(/^8:30 There is no rule "no-key-pare"/),
    expect.stringMatching(/^8:79 container-hop-limit has no option "minimun"/),
  ])
})

test('every mistake is reported at once, with its place and a suggestion', async () => {
  const found = await mistakes(
    [
      'file: ["infra/**"]',
      'rules:',
      '  imdsv2-required: eror',
      '  imdsv2-reqired: error',
      '  schema: off',
      'apply: { rate: fast }',
      'suppressions:',
      '  - { rule: s3-logging-required }',
      'partialSpecs: lax',
      'targets: { role: ibguard }',
    ].join('\n'),
  )
  expect(found).toEqual([
    '1:1 Unknown key "file"; did you mean "files"?',
    expect.stringMatching(/^3:20 rules.imdsv2-required is "eror".*Did you mean "error"\?$/),
    '4:3 There is no rule "imdsv2-reqired"; did you mean "imdsv2-required"?',
    expect.stringMatching(/^5:3 schema cannot be configured/),
    expect.stringMatching(/^6:16 apply.rate is "fast"; it must be "auto" or a number above 0, such as 19\.4/),
    '8:5 suppressions[0] has no reason.',
    expect.stringMatching(/^9:15 partialSpecs is "lax"/),
    expect.stringMatching(/^10:18 targets.role is "ibguard"; it must match .*:role/),
  ])
})

test('rule names and dates are checked', async () => {
  const found = await mistakes(
    [
      'rules:',
      '  imdsv2-reqired: error',
      '  schema: off',
      'enforce: [no-such-thing-at-all]',
      'suppressions:',
      '  - { rule: syntax, reason: x }',
      '  - { rule: imdsv2-required, reason: " ", expires: 2027-02-30 }',
    ].join('\n'),
  )
  expect(found).toEqual([
    '2:3 There is no rule "imdsv2-reqired"; did you mean "imdsv2-required"?',
    expect.stringMatching(/^3:3 schema cannot be configured/),
    '4:11 There is no rule "no-such-thing-at-all"; `ibguard rules` lists them.',
    '6:13 syntax cannot be suppressed.',
    '7:38 suppressions[1].reason is blank; say why.',
    expect.stringMatching(/^7:52 suppressions\[1\].expires is "2027-02-30", which is no day/),
  ])
})

test.each(['ts', 'mts', 'mjs', 'js'])('a config can be code: .%s', async (extension) => {
  const typed = extension.endsWith('ts') ? ': number' : ''
  const config = await load({
    'package.json': '{"type":"module"}',
    [`ibguard.config.${extension}`]: `import { defineConfig } from 'imagebuilder-guard'
const limit${typed} = 3
export default defineConfig({ rules: { 'container-hop-limit': ['error', { minimum: limit }] } })`,
  })
  expect(config.rules['container-hop-limit']).toMatchObject({ severity: 'error', options: { minimum: 3 } })
})

test('extended files add what they say, in order; globs count from their own folder', async () => {
  const config = await load({
    'ibguard.config.yaml': 'extends: [strict, ./shared/base.yaml]\nrules: { s3-logging-required: warning }',
    'shared/base.yaml':
      'rules: { s3-logging-required: [error, {}], imdsv2-required: warning }\noverrides: [{ files: ["x/**"], imageType: DOCKER }]',
  })
  expect(config.rules['imdsv2-required']).toMatchObject({ severity: 'warning', origin: 'shared/base.yaml' })
  expect(config.rules['container-hop-limit']).toMatchObject({ severity: 'error', origin: 'strict' })
  expect(config.overrides[0]?.files).toEqual(['shared/x/**'])
  expect(config.sources).toEqual(['shared/base.yaml', 'ibguard.config.yaml'])
})

test('extends that go in a circle are named', async () => {
  const files = { 'ibguard.config.yaml': 'extends: ./a.yaml', 'a.yaml': 'extends: ./ibguard.config.yaml' }
  await expect(load(files)).rejects.toThrow('ibguard.config.yaml → a.yaml → ibguard.config.yaml')
})

test('an enforced rule stays as it is, whoever lowers it, and the user is told', async () => {
  const config = await load({
    'ibguard.config.yaml':
      'extends: ./base.yaml\nrules: { imdsv2-required: off }\noverrides: [{ files: ["**"], rules: { imdsv2-required: note } }]',
    'base.yaml': 'enforce: [imdsv2-required]',
  })
  expect(rulesInForce(config, config.folder)('x.yaml')['imdsv2-required']?.severity).toBe('error')
  expect(config.notices).toHaveLength(2)
})

test('a plugin brings rules, at their own severity unless configured', async () => {
  const config = await load({
    'ibguard.config.yaml': 'plugins: [./acme.ts]',
    'acme.ts': `import { defineRule } from 'imagebuilder-guard'
export default defineRule({ id: 'acme/x', summary: 's', severity: 'warning', messages: { a: 'b' } })`,
  })
  expect(config.rules['acme/x']).toEqual({ severity: 'warning', options: {}, origin: 'acme.ts' })
  expect(config.available.at(-1)?.id).toBe('acme/x')
})
