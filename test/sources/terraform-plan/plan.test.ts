import { describe, expect, it } from 'vitest'
import type { Rule } from '../../../src/lint/rule.ts'
import type { JsonObject } from '../../../src/model/json.ts'
import { createConfig } from '../../support/config.ts'
import { lint } from '../../support/lint.ts'
import { findingsOf, loadFiles, resourceWith } from '../terraform/judge.ts'
import { type Change, changeOf, configured, planOf } from './plan.ts'

const type = 'aws_imagebuilder_infrastructure_configuration'
const textOf = (change: Change): string => JSON.stringify(planOf([changeOf(change)]))
const rules = async (change: Change): Promise<string[]> =>
  (await findingsOf({ 'tfplan.json': textOf(change) })).map(({ ruleId }) => ruleId)

const optional = { instance_metadata_options: [{ http_tokens: 'optional', http_put_response_hop_limit: 2 }] }

describe('a plan', () => {
  it.each<[string, Change, string[]]>([
    ['of a good configuration', {}, []],
    ['of a bad one', { after: optional }, ['imdsv2-required']],
    ['without a change', { actions: ['no-op'], after: optional, before: optional }, ['imdsv2-required']],
    ['that destroys', { actions: ['delete'], after: null, before: optional }, []],
    ['of the provider’s default', { after: { terminate_instance_on_failure: false } }, ['terminate-on-failure']],
    [
      'with a value known after apply',
      { after: { sns_topic_arn: null }, unknown: { sns_topic_arn: true } },
      ['not-judged'],
    ],
    [
      'that turns IMDSv1 on',
      { actions: ['update'], before: {}, after: optional },
      ['imdsv2-required', 'no-imds-downgrade'],
    ],
    [
      'that stops logs',
      { actions: ['update'], before: {}, after: { logging: [] } },
      ['no-logging-removal', 's3-logging-required'],
    ],
  ])('%s', async (_, change, expected) => {
    expect((await rules(change)).sort()).toEqual(expected)
  })

  it('is found by its content, and left where it has no configuration', async () => {
    expect(await loadFiles({ 'x.json': JSON.stringify(planOf([])) })).toMatchObject({ files: [], findings: [] })
  })

  it('stands at its own line where no source is at hand', async () => {
    const text = JSON.stringify(planOf([changeOf({ address: 'aws_vpc.x' }), changeOf({ after: optional })]), null, 2)
    const [finding] = await findingsOf({ 'plan/tfplan.json': text })
    const line = text.slice(0, text.lastIndexOf(`"address": "${type}.web"`)).split('\n').length - 1
    expect(finding).toMatchObject({
      file: 'plan/tfplan.json',
      line,
      origin: 'terraform-plan',
      address: `${type}.web`,
      fixable: false,
    })
  })

  it('that is cut off is broken syntax', async () => {
    const text = textOf({}).slice(0, -20)
    expect(await findingsOf({ 'a.json': text })).toMatchObject([{ ruleId: 'syntax', line: 1 }])
  })
})

describe('secrets', () => {
  it('that the plan marks are shown nowhere', async () => {
    const findings = await findingsOf({
      'a.json': textOf({
        after: { key_pair: 'top-secret', ...optional, instance_types: ['t2'] },
        sensitive: { key_pair: true, instance_metadata_options: [{ http_tokens: true }], instance_types: [true] },
      }),
    })
    const messages = findings.map(({ ruleId, message }) => `${ruleId}: ${message}`).join('\n')
    expect(messages).toContain('no-key-pair')
    expect(messages).toContain('imdsv2-required: instance_metadata_options.http_tokens is (sensitive)')
    expect(messages).not.toMatch(/top-secret|"optional"|"t2"/)
  })
})

describe('what is built', () => {
  const pipeline = 'aws_imagebuilder_image_pipeline'
  const built = (after: JsonObject, unknown: JsonObject = {}) =>
    changeOf({ address: `module.p.${pipeline}.p`, module: 'module.p', after, unknown })

  it('is read by references through outputs and arguments of modules', async () => {
    const root = {
      module_calls: {
        infra: {
          source: './infra',
          module: {
            outputs: { arn: { expression: { references: [`${type}.web[0].arn`, `${type}.web[0]`, `${type}.web`] } } },
            resources: [configured(type, 'web')],
          },
        },
        p: {
          source: './p',
          expressions: { infra: { references: ['module.infra["x"].arn', 'module.infra'] } },
          module: {
            resources: [configured(pipeline, 'p', { infrastructure_configuration_arn: { references: ['var.infra'] } })],
          },
        },
      },
    }
    const infra = changeOf({ address: `module.infra["x"].${type}.web[0]`, module: 'module.infra["x"]' })
    const typesOf = async (pipe: ReturnType<typeof built>) =>
      (await loadFiles({ 'a.json': JSON.stringify(planOf([infra, pipe], root)) })).resources?.map(
        (each) => each.imageType,
      )
    expect(await typesOf(built({ container_recipe_arn: null }, { container_recipe_arn: true }))).toEqual(['DOCKER'])
    expect(await typesOf(built({ image_recipe_arn: 'arn' }))).toEqual(['AMI'])
  })
})

describe('locals of the sources', () => {
  const pipeline = 'aws_imagebuilder_image_pipeline'

  it('lead to what is built', async () => {
    const plan = planOf(
      [
        changeOf({ address: `${type}.web` }),
        changeOf({ address: `${type}.db` }),
        changeOf({ address: `${pipeline}.p`, after: { container_recipe_arn: 'arn' } }),
      ],
      {
        resources: [
          configured(type, 'web'),
          configured(type, 'db'),
          configured(pipeline, 'p', {
            infrastructure_configuration_arn: { references: ['local.arns.web', 'local.arns'] },
          }),
        ],
      },
    )
    const main = `locals {\n  web  = ${type}.web.arn\n  arns = { web = local.web, db = ${type}.db.arn }\n}\n`
    const { resources } = await loadFiles(
      { 'tfplan.json': JSON.stringify(plan), 'main.tf': main },
      { asked: ['tfplan.json'] },
    )
    expect(resources?.map(({ address, imageType }) => [address, imageType])).toEqual([
      [`${type}.web`, 'DOCKER'],
      [`${type}.db`, undefined],
    ])
  })
})

describe('places in the sources', () => {
  const files = {
    'stack/main.tf': 'module "ib" {\n  source   = "../modules/ib"\n  for_each = toset(["web"])\n}\n',
    'modules/ib/main.tf': resourceWith(
      'key_pair = "mine" # ibguard suppress no-key-pair: break-glass\n# ibguard imageType DOCKER',
    ),
    'stack/tfplan.json': JSON.stringify(
      planOf(
        [
          changeOf({
            address: `module.ib["web"].${type}.web`,
            module: 'module.ib["web"]',
            after: { ...optional, key_pair: 'mine', terminate_instance_on_failure: false },
          }),
        ],
        {
          module_calls: {
            ib: { source: '../modules/ib', module: { resources: [configured(type, 'web')] } },
          },
        },
      ),
    ),
  }

  it('are found by the path of modules, with the calls, and comments there count', async () => {
    const findings = await findingsOf(files, { asked: ['stack/tfplan.json'] })
    expect(findings).toMatchObject([
      {
        ruleId: 'terminate-on-failure',
        file: 'modules/ib/main.tf',
        line: 4,
        related: [{ file: 'stack/main.tf', line: 1, message: 'Module ib is called here.' }],
      },
      { ruleId: 'imdsv2-required', file: 'modules/ib/main.tf', line: 6, address: `module.ib["web"].${type}.web` },
    ])
  })

  it('count from --terraform-root, and through what Terraform has fetched', async () => {
    const moved = {
      'root/main.tf': 'module "ib" {\n  source = "acme/ib/aws"\n}\n',
      'root/.terraform/modules/modules.json': JSON.stringify({
        Modules: [{ Key: 'ib', Source: 'registry', Dir: '.terraform/modules/ib' }],
      }),
      'root/.terraform/modules/ib/main.tf': files['modules/ib/main.tf'],
      'out/tfplan.json': files['stack/tfplan.json'].replace('../modules/ib', 'acme/ib/aws'),
    }
    const findings = await findingsOf(moved, { asked: ['out/tfplan.json'], terraformRoot: '/repo/root' })
    expect(findings[1]).toMatchObject({ file: 'root/.terraform/modules/ib/main.tf', line: 6 })
  })
})

it('is judged by a plugin’s rule about changes that says it asks for both sides alone', async () => {
  const change: Change = { actions: ['update'], before: {}, after: { key_pair: 'k' } }
  const fleet = await loadFiles({ 'tfplan.json': textOf(change) })
  const rule: Rule = {
    id: 'acme/no-new-key',
    summary: 'A change adds no key pair.',
    severity: 'error',
    messages: { added: 'A key pair is added.' },
    *checkChange({ before, after }) {
      if (!before.keyPair && after.keyPair) yield { messageId: 'added', path: ['keyPair'] }
    },
  }
  const idsBy = (each: Rule) => {
    const rules = { [each.id]: { severity: 'error' as const, options: {}, origin: 'config' } }
    return lint(fleet, createConfig({ available: [each], rules })).judgements.map(({ finding }) => finding.ruleId)
  }
  expect(idsBy({ ...rule, byFieldsAlone: true })).toEqual(['acme/no-new-key'])
  expect(idsBy(rule)).toEqual([])
})
