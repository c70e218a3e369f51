/** Configs that between them use every member of the config's schema, each in a folder with specs and what it finds there. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ConfigFile } from '../../src/generated/config.ts'
import type { Report } from '../../src/model/report.ts'

export interface Case {
  /** Also the folder. */
  name: string
  /** File name of the config, which says in what it is written. */
  file: string
  config: ConfigFile
  files: Record<string, string>
  /** `file rule severity` of each finding of `lint`. */
  findings: string[]
  suppressed?: number
}

const arn = (name: string, account = '111111111111', region = 'eu-west-1'): string =>
  `arn:aws:imagebuilder:${region}:${account}:infrastructure-configuration/${name}`

const spec = (name: string, more: object = {}): string =>
  JSON.stringify({
    infrastructureConfigurationArn: arn(name),
    instanceProfileName: 'EC2InstanceProfileForImageBuilder',
    instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
    logging: { s3Logs: { s3BucketName: 'acme-image-logs', s3KeyPrefix: 'builds' } },
    'x-guard': { imageType: 'AMI' },
    ...more,
  })

/** Something that no two presets judge alike. */
const differing = { 'a.yaml': spec('a', { keyPair: 'k', instanceMetadataOptions: { httpTokens: 'optional' } }) }

const template = JSON.stringify({
  Resources: {
    Infra: {
      Type: 'AWS::ImageBuilder::InfrastructureConfiguration',
      Properties: {
        Name: 'sandbox',
        InstanceProfileName: 'EC2InstanceProfileForImageBuilder',
        InstanceMetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 3 },
        ResourceTags: { team: 'images' },
      },
    },
  },
})

const plugin = `import { defineRule } from 'imagebuilder-guard'
export default defineRule({
  id: 'acme/tag',
  summary: 'Tagged.',
  severity: 'warning',
  options: { type: 'object', properties: { key: { type: 'string', pattern: '^[a-z]+$' } }, additionalProperties: false },
  defaults: { key: 'owner' },
  messages: { missing: 'There is no tag {{key}}.' },
  *check({ config }, { key }) {
    if (config.resourceTags?.[key] === undefined) yield { messageId: 'missing', data: { key }, path: [] }
  },
})
`

export const cases: readonly Case[] = [
  {
    name: 'policy',
    file: 'ibguard.config.yaml',
    config: {
      $schema: 'https://example.com/config.schema.json',
      files: ['infra/*.yaml'],
      ignores: ['infra/draft.yaml'],
      extends: ['recommended', './shared.yaml'],
      rules: { 'container-hop-limit': ['error', { minimum: 3 }], 'acme/tag': ['note', { key: 'team' }] },
      enforce: ['imdsv2-required'],
      overrides: [{ files: ['infra/container.yaml'], imageType: 'DOCKER', rules: { 'acme/tag': 'off' } }],
      suppressions: [
        { rule: 's3-logging-required', arns: ['*/scratch'], reason: 'no logs for scratch', expires: '2999-12-31' },
        { rule: 'no-key-pair', files: ['infra/scratch.yaml'], reason: 'break-glass' },
        { rule: 's3-logging-required', resources: ['Infra'], reason: 'no logs for a sandbox' },
      ],
      plugins: ['./acme.mjs'],
      assertions: [
        {
          id: 'acme/types',
          severity: 'warning',
          message: 'Only m7i is approved.',
          schema: { properties: { instanceTypes: { items: { pattern: '^m7i\\.' } } } },
        },
      ],
      partialSpecs: 'strict',
      deep: true,
      terraform: { varFiles: ['values.tfvars'] },
    },
    files: {
      'values.tfvars': 'tokens = "required"\n',
      'infra/stack.yaml': template,
      'shared.yaml': 'rules: { no-key-pair: error }\n',
      'acme.mjs': plugin,
      'infra/draft.yaml': 'no spec\n',
      'infra/container.yaml': spec('container', { 'x-guard': {}, keyPair: 'k' }),
      'infra/web.yaml': spec('web', {
        instanceTypes: ['m6i.large'],
        instanceMetadataOptions: { httpTokens: 'optional', httpPutResponseHopLimit: 2 },
      }),
      'infra/scratch.yaml': spec('scratch', { logging: null, keyPair: 'k', resourceTags: { team: 'x' } }),
    },
    findings: [
      'infra/container.yaml container-hop-limit error',
      'infra/container.yaml no-key-pair error',
      'infra/web.yaml acme/tag note',
      'infra/web.yaml acme/types warning',
      'infra/web.yaml imdsv2-required error',
    ],
    suppressed: 3,
  },
  {
    name: 'recommended',
    file: 'ibguard.config.yml',
    config: { extends: 'recommended', files: ['*.yaml'] },
    files: differing,
    findings: ['a.yaml imdsv2-required error', 'a.yaml no-key-pair warning'],
  },
  {
    name: 'strict',
    file: 'ibguard.config.json',
    config: { extends: 'strict', files: ['*.yaml'] },
    files: differing,
    findings: [
      'a.yaml hop-limit-explicit warning',
      'a.yaml imdsv2-required error',
      'a.yaml network-explicit warning',
      'a.yaml no-key-pair error',
      'a.yaml sns-topic-required warning',
    ],
  },
  {
    name: 'none',
    file: 'ibguard.config.mjs',
    config: {
      extends: 'none',
      files: ['*.yaml'],
      rules: { 'instance-types-allowed': ['error', { allow: ['m7i.*'] }] },
    },
    files: { 'a.yaml': spec('a', { keyPair: 'k', instanceTypes: ['t3.micro'] }) },
    findings: ['a.yaml instance-types-allowed error'],
  },
  {
    name: 'defer',
    file: 'ibguard.config.js',
    config: { partialSpecs: 'defer', files: ['*.yaml'] },
    files: { 'a.yaml': JSON.stringify({ infrastructureConfigurationArn: arn('a'), keyPair: 'k' }) },
    findings: ['a.yaml imdsv2-required note', 'a.yaml no-key-pair warning'],
  },
  {
    name: 'typed',
    file: 'ibguard.config.ts',
    config: { extends: 'none', files: ['*.yaml'], plugins: ['./acme.mjs'] },
    files: { 'a.yaml': spec('a'), 'acme.mjs': plugin },
    findings: ['a.yaml acme/tag warning'],
  },
  {
    name: 'targets',
    file: 'ibguard.config.mts',
    config: {
      extends: 'none',
      files: ['*.yaml'],
      targets: {
        role: 'arn:{partition}:iam::{account}:role/ibguard',
        externalId: 'an-external-id',
        sessionName: 'smoke',
        accounts: {
          '222222222222': {
            roleArn: 'arn:aws:iam::222222222222:role/other',
            externalId: 'another-external-id',
            sessionName: 'other',
          },
        },
        allow: { accounts: ['111111111111', '222222222222'], regions: ['eu-west-1'] },
        checkCaller: false,
      },
      apply: { concurrency: 2, rate: 50, maxFailures: '50%', waves: [1, '100%'] },
      local: { seed: 'seed.json' },
    },
    files: {
      'a.yaml': spec('a'),
      'b.yaml': spec('b', { infrastructureConfigurationArn: arn('b', '222222222222') }),
      'elsewhere.yaml': spec('c', { infrastructureConfigurationArn: arn('c', '111111111111', 'us-east-1') }),
      'seed.json': JSON.stringify({
        infrastructureConfigurations: [arn('a'), arn('b', '222222222222'), arn('c', '111111111111', 'us-east-1')].map(
          (each) => ({ arn: each, name: each.slice(-1), instanceProfileName: 'EC2InstanceProfileForImageBuilder' }),
        ),
      }),
    },
    findings: [],
  },
]

/** What `plan` and `apply` make of the case `targets`: two roles to assume, and a Region that is not allowed. */
export const sent: string[] = ['a applied', 'b applied', 'c skipped']

/** Each case in its folder of a project. */
export function writeCases(project: string): void {
  write(join(project, 'package.json'), '{ "private": true, "type": "module" }\n')
  for (const { name, file, config, files } of cases) {
    write(join(project, name, file), written(file, config))
    for (const [path, text] of Object.entries(files)) write(join(project, name, path), text)
  }
}

function written(file: string, config: ConfigFile): string {
  const text = JSON.stringify(config, null, 2)
  if (/\.(yaml|yml|json)$/.test(file)) return `${text}\n`
  if (/\.m?js$/.test(file)) return `export default ${text}\n`
  return `import { defineConfig } from 'imagebuilder-guard'\nexport default defineConfig(${text} as object)\n`
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** A report's findings as the cases have them; files relative to the case's folder. */
export function findingsIn({ findings }: Pick<Report, 'findings'>, { name }: Case): string[] {
  return findings.map(({ file, ruleId, severity }) => `${file.replace(`${name}/`, '')} ${ruleId} ${severity}`).sort()
}

export function outcomesIn({ outcomes }: Pick<Report, 'outcomes'>): string[] {
  return outcomes.map(({ arn: target, status }) => `${target.slice(-1)} ${status}`).sort()
}
