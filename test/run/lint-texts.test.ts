import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { builtinRules } from '../../rules/index.ts'
import type { PlainConfig } from '../../src/config/plain-config.ts'
import { loadHcl } from '../../src/document/hcl/load-hcl.ts'
import type { Report } from '../../src/model/report.ts'
import { fixTexts, lintTexts, type TextFile } from '../../src/run/lint-texts.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
const spec = `infrastructureConfigurationArn: ${arn}
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceMetadataOptions: { httpTokens: optional, httpPutResponseHopLimit: 1 } # old
logging: { s3Logs: { s3BucketName: acme-image-logs } }
keyPair: break-glass
x-guard: { imageType: AMI }
`
const template = `Resources:
  Golden:
    Type: AWS::ImageBuilder::InfrastructureConfiguration
    Properties: { Name: golden, InstanceProfileName: p, InstanceMetadataOptions: { HttpTokens: optional } }
`
const module = {
  file: 'tf/modules/infra/main.tf',
  text: 'variable "tokens" {}\nresource "aws_imagebuilder_infrastructure_configuration" "this" {\n  name = "a"\n  instance_profile_name = "p"\n  instance_metadata_options {\n    http_tokens = var.tokens\n  }\n}\n',
}
const caller = {
  file: 'tf/main.tf',
  text: 'module "infra" {\n  source = "./modules/infra"\n  tokens = "optional"\n}\n',
}

const judge = (files: TextFile[], config?: PlainConfig | string): Promise<Report> =>
  lintTexts(files, { config, hcl: loadHcl, now: new Date('2026-12-01') })
const said = async (...args: Parameters<typeof judge>): Promise<string[]> =>
  (await judge(...args)).findings.map(({ ruleId, file, line }) => `${ruleId} ${file}:${line}`)

describe('texts in memory', () => {
  it('are judged together, each by what it holds', async () => {
    const files = [{ file: 'infra/web.yaml', text: spec }, { file: 'stack.yaml', text: template }, module, caller]
    const only: PlainConfig = { extends: 'none', rules: { 'imdsv2-required': 'error' } }
    expect(await said(files, only)).toEqual([
      'imdsv2-required infra/web.yaml:3',
      'imdsv2-required stack.yaml:4',
      'imdsv2-required tf/modules/infra/main.tf:6',
    ])
  })

  it('are fixed as files are, and comments stay', async () => {
    const files = [
      { file: './infra/web.yaml', text: spec },
      { file: 'stack.yaml', text: template },
    ]
    const [fixed, stack] = await fixTexts(files, { hcl: loadHcl })
    expect(fixed).toEqual({
      file: './infra/web.yaml',
      text: spec.replace('httpTokens: optional', 'httpTokens: required').replace(/keyPair.*/, 'keyPair: null'),
    })
    expect(stack?.text).toContain('HttpTokens: required')
    const [one] = await fixTexts(files, { hcl: loadHcl, only: ({ ruleId }) => ruleId === 'imdsv2-required' })
    expect(one?.text).toBe(spec.replace('httpTokens: optional', 'httpTokens: required'))
  })

  it.each([
    ['web.json', JSON.stringify({ infrastructureConfigurationArn: arn, keyPair: 'k' }, null, 2)],
    ['web.yaml', spec],
    ['main.tf', 'resource "aws_imagebuilder_infrastructure_configuration" "x" {\n  name = "x"\n  key_pair = "k"\n}\n'],
  ])('may begin with a byte order mark, which stays: %s', async (file, text) => {
    const marked = `\uFEFF${text}`
    expect(await said([{ file, text: marked }])).toEqual(await said([{ file, text }]))
    const [plain] = await fixTexts([{ file, text }], { hcl: loadHcl })
    expect(plain?.text).not.toBe(text)
    expect(await fixTexts([{ file, text: marked }], { hcl: loadHcl })).toEqual([{ file, text: `\uFEFF${plain?.text}` }])
  })

  it('are nothing that ends in an error, whatever they hold', async () => {
    const odd = [
      '',
      '\0',
      '[',
      '{',
      '&a [*a]',
      '\ud800',
      ': ',
      '"'.repeat(10_000),
      '['.repeat(10_000),
      'a: '.repeat(5_000),
    ]
    for (const text of odd) {
      for (const file of ['a.yaml', 'a.json', 'main.tf', 'main.tf.json', 'x.template', '../../etc/passwd', '']) {
        expect((await judge([{ file, text }])).summary.files).toBeLessThanOrEqual(1)
      }
    }
  })

  it('are refused with what is live in no form', async () => {
    const judged = lintTexts([{ file: 'web.yaml', text: spec }], { beside: { live: '- a list' }, hcl: loadHcl })
    await expect(judged).rejects.toMatchObject({ code: 'Config', message: 'live is no map: it holds something else.' })
  })

  it('follow a config that is a text', async () => {
    const files = [{ file: 'web.yaml', text: spec }]
    const { findings } = await lintTexts(files, { config: 'extends: none\nrules: { no-key-pair: note }', hcl: loadHcl })
    expect(findings.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([['no-key-pair', 'note']])
  })

  it('follow a config without files and code', async () => {
    const files = [{ file: 'web.yaml', text: spec }]
    const config: PlainConfig = {
      extends: 'none',
      rules: { 'imdsv2-required': 'warning', 'no-key-pair': 'error' },
      suppressions: [{ rule: 'no-key-pair', files: ['*.yaml'], reason: 'a test' }],
      overrides: [{ files: ['web.*'], rules: { 'imdsv2-required': 'note' } }],
    }
    const { findings, suppressed } = await judge(files, config)
    expect(findings.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([['imdsv2-required', 'note']])
    expect(suppressed.map(({ ruleId }) => ruleId)).toEqual(['no-key-pair'])
  })

  it.each([
    [{ extends: './shared.yaml' }, 'is no preset'],
    [{ plugins: ['./rule.js'] }, 'plugins is not for texts in memory'],
    [{ rules: { 'imdsv2-requried': 'error' } }, 'did you mean "imdsv2-required"'],
    [{ rules: 'all' }, 'rules is "all"'],
    ['extends: strict\nplugins: [./rule.js]', 'plugins is not for texts in memory'],
    ['rules: [', 'Broken YAML'],
    [{ rules: { 'container-hop-limit': ['error', { minimun: 3 }] } }, 'did you mean "minimum"?'],
    ['overrides: [{ files: [x], rules: { container-hop-limit: [error, { minimum: many }] } }]', 'minimum is "many"'],
    [{ rules: { 'imdsv2-required': ['error', { minimum: 3 }] } }, 'has no option "minimum"; it has none.'],
    [{ rules: { 'instance-types-allowed': 'error' } }, 'instance-types-allowed needs options'],
  ])('have no config that asks for more: %j', async (config, message) => {
    const refused = judge([], config as PlainConfig)
    await expect(refused).rejects.toMatchObject({
      code: 'Config',
      details: [{ message: expect.stringContaining(message) }],
    })
  })
})

describe.each(builtinRules.map(({ id }) => id))('the page of %s', (id) => {
  const page = readFileSync(`rules/${id}.md`, 'utf8')
  it.each([
    ['Failing spec', true],
    ['Passing spec', false],
  ])('says what is said in memory: %s', async (heading, isFailing) => {
    const section = page.split(/^## /m).find((each) => each.startsWith(heading)) ?? ''
    let given: Record<string, string> = {}
    let specs = 0
    for (const [, , use = 'spec', text = ''] of section.matchAll(/^```(\w+)(?: (\w+))?\n(.*?)^```$/gms)) {
      given[use] = text
      if (use !== 'spec') continue
      specs++
      const config = `extends: none\n${given.config ?? `rules: { ${id}: error }`}`
      const { live, facts, base } = given
      const beside = { live, facts, base: base === undefined ? undefined : [{ file: 'spec.yaml', text: base }] }
      const { findings } = await lintTexts([{ file: 'spec.yaml', text }], { config, beside, hcl: loadHcl })
      expect(findings.some(({ ruleId }) => ruleId === id)).toBe(isFailing)
      given = {}
    }
    expect(specs).toBeGreaterThan(0)
  })
})
