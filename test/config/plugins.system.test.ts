import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtinRules } from '../../rules/index.ts'
import { type LoadConfigOptions, loadConfig } from '../../src/config/load-config.ts'
import type { GuardError } from '../../src/model/errors.ts'
import { ibguard } from '../support/cli.ts'
import { repository } from '../support/repository.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'

const rule = (id: string, more = ''): string =>
  `{ id: '${id}', summary: 's', severity: 'warning', messages: { no: 'Says ${id}.' },${more} *check() { yield { messageId: 'no', path: [] } } }`
const plugin = (id: string): string =>
  `import { defineRule } from 'imagebuilder-guard'\nexport default defineRule(${rule(id)})\n`

function load(root: string, options: Partial<LoadConfigOptions> = {}) {
  return loadConfig({ cwd: root, root, builtin: builtinRules, ...options })
}

async function mistakes(files: Record<string, string>): Promise<string[]> {
  const error = await load(tempFolder({ '.git/HEAD': '', ...files })).then(
    () => undefined,
    (thrown: GuardError) => thrown,
  )
  return (error?.details ?? []).map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)
}

describe('installed packages', () => {
  /** A repository with what `npm install` would put there: rules for `import` alone, a config with files of its own. */
  const installed = {
    'node_modules/ibguard-plugin-acme/package.json':
      '{"name":"ibguard-plugin-acme","type":"module","exports":{".":{"import":"./dist/rules.js"},"./more":"./more.js"}}',
    'node_modules/ibguard-plugin-acme/dist/rules.js': plugin('acme/packaged'),
    'node_modules/ibguard-plugin-acme/more.js': plugin('acme/more'),
    'node_modules/@acme/guard-config/package.json': '{"name":"@acme/guard-config","main":"base.yaml"}',
    'node_modules/@acme/guard-config/base.yaml':
      'extends: ./strict.yaml\nplugins: [./rules.mjs]\noverrides: [{ files: ["infra/containers/**"], imageType: DOCKER }]\n',
    'node_modules/@acme/guard-config/strict.yaml': 'rules: { no-key-pair: error }\n',
    'node_modules/@acme/guard-config/rules.mjs': plugin('acme/beside'),
  }
  const config =
    'extends: [recommended, "@acme/guard-config"]\nplugins: [ibguard-plugin-acme, ibguard-plugin-acme/more]\n'

  it('are extended and bring rules; globs count from the folder of who extends them', async () => {
    const loaded = await load(tempFolder({ ...installed, 'ibguard.config.yaml': config }))
    expect(loaded.rules['no-key-pair']).toMatchObject({ severity: 'error' })
    expect(loaded.rules['acme/packaged']).toMatchObject({ severity: 'warning', origin: 'ibguard-plugin-acme' })
    expect(
      loaded.available
        .slice(builtinRules.length)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['acme/beside', 'acme/more', 'acme/packaged'])
    expect(loaded.overrides[0]?.files).toEqual(['infra/containers/**'])
  })

  it('are read from where they are installed when the config comes from a revision', async () => {
    const root = repository({ ...installed, 'ibguard.config.yaml': config, '.gitignore': 'node_modules\n' })
    writeFiles(root, { 'ibguard.config.yaml': 'extends: none\n', 'a.yaml': specText({ keyPair: 'k' }) })
    const { stdout } = await ibguard(['lint', 'a.yaml', '--config-from', 'HEAD', '--format', 'json'], { cwd: root })
    const found = JSON.parse(stdout).findings.map(
      ({ ruleId, severity }: Record<string, string>) => `${severity} ${ruleId}`,
    )
    expect(found.sort()).toEqual([
      'error no-key-pair',
      'warning acme/beside',
      'warning acme/more',
      'warning acme/packaged',
    ])
  })

  it('are code of the checkout in safe mode, as config and as plugin', async () => {
    for (const text of ['plugins: [ibguard-plugin-acme]\n', 'extends: "@acme/guard-config"\n']) {
      const root = tempFolder({ ...installed, 'ibguard.config.yaml': text })
      await expect(load(root, { safe: true })).rejects.toMatchObject({
        code: 'Refused',
        hint: expect.stringContaining('--config-from'),
      })
    }
  })

  it('are told from folders of that name above the repository', async () => {
    const root = join(tempFolder(), 'node_modules/work')
    writeFiles(root, {
      '.git/HEAD': '',
      'ibguard.config.yaml': 'extends: ./shared/base.yaml\n',
      'shared/base.yaml': 'overrides: [{ files: ["x/**"], imageType: DOCKER }]\n',
    })
    expect((await load(root)).overrides[0]?.files).toEqual(['shared/x/**'])
  })

  it('that are missing, or are meant as files, say what to do', async () => {
    expect(await mistakes({ 'ibguard.config.yaml': 'plugins: [none, rules/x.ts]\nextends: acme-none\n' })).toEqual([
      'ibguard.config.yaml:1:11 The plugin package "none" cannot be found.',
      'ibguard.config.yaml:1:17 The plugin package "rules/x.ts" cannot be found.',
      'ibguard.config.yaml:2:10 extends names "acme-none", which is no preset and no package that can be found.',
    ])
  })
})

it('every plugin and assertion that cannot be used is a mistake like any other, at its place', async () => {
  const found = await mistakes({
    'ibguard.config.yaml': `plugins: [./throws.mjs, ./none.mjs, ./number.mjs, ./taken.mjs, ./shouts.mjs, ./options.mjs]
rules: { acme/of-one-of-them: error, no-key-pare: off }
assertions:
  - { id: imdsv2-required, message: m, schema: {} }
  - { id: schema, message: m, schema: {} }
  - { id: acme/x, message: m, schema: {} }
  - { id: acme/x, message: m, schema: {} }
  - { id: Acme, message: m, schema: {} }
`,
    'throws.mjs': 'throw new Error("on load")',
    'number.mjs': 'export default [5]',
    'taken.mjs': `export default ${rule('no-key-pair')}`,
    'shouts.mjs': `export default ${rule('Acme/X')}`,
    'options.mjs': `export default ${rule('acme/options', "options: { type: 'objekt' },")}`,
  })
  expect(found.map((line) => line.replace('ibguard.config.yaml:', ''))).toEqual([
    '1:11 The plugin throws.mjs cannot be loaded: on load',
    '1:25 The plugin "./none.mjs" does not exist.',
    '1:37 The plugin number.mjs has a default export that is no rule.',
    '1:51 taken.mjs brings a rule no-key-pair, which this tool has as well.',
    '1:64 The plugin shouts.mjs: Rule id "Acme/X" is not kebab-case.',
    expect.stringMatching(/^1:78 The plugin options.mjs has a rule with a schema of options that is not accepted/),
    '2:38 There is no rule "no-key-pare"; did you mean "no-key-pair"?',
    '4:11 ibguard.config.yaml brings a rule imdsv2-required, which this tool has as well.',
    '5:11 ibguard.config.yaml brings a rule schema, which this tool has as well.',
    '7:11 ibguard.config.yaml brings a rule acme/x, which ibguard.config.yaml has as well.',
    '8:11 Rule id "Acme" is not kebab-case.',
  ])
})

describe('a rule that fails', () => {
  const failing = `import { defineRule } from 'imagebuilder-guard'
const parts = { summary: 's', severity: 'error', messages: { no: 'no' } }
export default [
  defineRule({ ...parts, id: 'acme/throws', check() { throw new Error('on spec') } }),
  defineRule({ ...parts, id: 'acme/fleet', checkFleet() { throw new Error('on all') } }),
  defineRule({ ...parts, id: 'acme/writes', check({ config }) { config.keyPair = 'x'; return [] } }),
  defineRule({ ...parts, id: 'acme/words', *check() { yield { messageId: 'yes', path: [] } } }),
  defineRule({ ...parts, id: 'acme/fatal', *check() { yield { messageId: 'no', path: [], severity: 'fatal' } } }),
  defineRule({ ...parts, id: 'acme/works', *check() { yield { messageId: 'no', path: ['keyPair'] } } }),
]
`
  const files = { 'ibguard.config.yaml': 'plugins: [./rules.mjs]\n', 'rules.mjs': failing, 'a.yaml': specText() }

  it('is named with its spec; the rest goes on, and the exit code is 2', async () => {
    const { code, stdout, stderr } = await ibguard(['lint', 'a.yaml', '--format', 'json'], { cwd: tempFolder(files) })
    const { findings, error } = JSON.parse(stdout)
    expect(code).toBe(2)
    expect(findings.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['acme/works'])
    expect(error.details.map(({ message }: { message: string }) => message.replace(/arn:\S+?:/, 'a:'))).toEqual([
      expect.stringMatching(/^acme\/throws failed on .*\/web: on spec\.$/),
      expect.stringMatching(/^acme\/writes failed on .*keyPair/),
      expect.stringMatching(/^acme\/words failed on .*no message "yes"/),
      expect.stringMatching(/^acme\/fatal failed on .*"fatal"/),
      'acme/fleet failed on the fleet: on all.',
    ])
    expect(stderr).toContain('a.yaml: acme/throws failed on')
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it('makes SARIF say that the run did not succeed, and leaves the baseline as it is', async () => {
    const cwd = tempFolder({ ...files, '.ibguard-baseline.json': '{ "version": 1, "findings": [] }' })
    const { code, stdout } = await ibguard(['lint', 'a.yaml', '--format', 'sarif', '--update-baseline'], { cwd })
    const [invocation] = JSON.parse(stdout).runs[0].invocations
    expect([code, invocation.executionSuccessful]).toEqual([2, false])
    expect(invocation.toolExecutionNotifications[1].message.text).toContain('acme/throws')
    expect(readFileSync(join(cwd, '.ibguard-baseline.json'), 'utf8')).toBe('{ "version": 1, "findings": [] }')
  })
})

it("a plugin's rule has its own words, page and severity in SARIF", async () => {
  const cwd = tempFolder({
    'ibguard.config.yaml': 'extends: none\nplugins: [./rules.mjs]\nrules: { acme/named: error }\n',
    'rules.mjs': `export default [{
      id: 'acme/named', summary: 'Builds have a name of ours.', severity: 'warning', docsUrl: 'https://wiki.acme.example/named',
      messages: { unnamed: 'No name.' }, *check() { yield { messageId: 'unnamed', path: [] } },
    }]`,
    'a.yaml': specText(),
  })
  const { stdout } = await ibguard(['lint', 'a.yaml', '--format', 'sarif'], { cwd })
  expect(JSON.parse(stdout).runs[0].tool.driver.rules).toEqual([
    {
      id: 'acme/named',
      shortDescription: { text: 'Builds have a name of ours.' },
      help: { text: 'Builds have a name of ours. See https://wiki.acme.example/named' },
      helpUri: 'https://wiki.acme.example/named',
      defaultConfiguration: { level: 'warning' },
    },
  ])
})
