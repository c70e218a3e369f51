import { describe, expect, it } from 'vitest'
import { findingsOf, loadFiles, resourceWith, saidOf } from './judge.ts'

const settings = `variable "tokens" {
  default = "optional"
}
variable "types" {
  type    = list(string)
  default = ["t2"]
}
variable "options" {
  type    = object({ tokens = optional(string, "optional"), hops = optional(number) })
  default = {}
}
variable "key" {}
variable "flag" { type = bool }
locals {
  tokens = "optional"
  chain  = local.tokens
  sizes  = { small = "t3.small", bad = "t2" }
  both   = merge(local.sizes, { other = "m5.large" })
  circle = local.circle
}
`

const said = (body: string): Promise<string[]> => saidOf(resourceWith(body, settings))
const tokens = (value: string): string =>
  `instance_metadata_options {\n    http_tokens                 = ${value}\n    http_put_response_hop_limit = 2\n  }`

it('finds nothing in a good resource', async () => {
  expect(await said('')).toEqual([])
})

describe('what is known is judged like a literal', () => {
  it.each([
    ['a literal', tokens('"optional"'), 'imdsv2-required «"optional"»'],
    ['a default', tokens('var.tokens'), 'imdsv2-required «"optional"»'],
    ['a local', tokens('local.chain'), 'imdsv2-required «"optional"»'],
    ['an optional member', tokens('var.options.tokens'), 'imdsv2-required «"optional"»'],
    ['a branch', tokens('true ? "optional" : "required"'), 'imdsv2-required «"optional"»'],
    ['branches that agree', tokens('var.flag ? "optional" : "optional"'), 'imdsv2-required «"optional"»'],
    ['a template', tokens('"${"opt"}ional"'), 'imdsv2-required «"${"opt"}ional"»'],
    ['a function', tokens('lower("OPTIONAL")'), 'imdsv2-required «lower("OPTIONAL")»'],
    ['the first that is there', tokens('coalesce(null, "", "optional")'), 'imdsv2-required «"optional"»'],
    ['the first that does not fail', tokens('try(local.sizes.large, "optional")'), 'imdsv2-required «"optional"»'],
    ['a list', 'instance_types = var.types', 'instance-types-form «"t2"»'],
    ['an item of a map', 'instance_types = [local.both["bad"]]', 'instance-types-form «"t2"»'],
    [
      'a loop',
      'instance_types = [for size in values(local.sizes) : size if size == "t2"]',
      'instance-types-form «"t2"»',
    ],
    ['a splat', 'instance_types = [{ a = "t2" }][*].a', 'instance-types-form «"t2"»'],
  ])('%s', async (_, body, expected) => {
    expect(await said(body)).toEqual([expected])
  })

  it('names the default and its use', async () => {
    const [finding] = await findingsOf(resourceWith(tokens('var.tokens'), settings))
    expect(finding).toMatchObject({
      line: 2,
      message: expect.stringContaining('(the default of variable tokens)'),
      related: [{ message: 'It is used here.' }],
      origin: 'terraform',
      address: 'aws_imagebuilder_infrastructure_configuration.web',
      pointer: '/instanceMetadataOptions/httpTokens',
    })
    expect(finding?.message).toContain('http_tokens')
  })
})

describe('what is unknown is not judged', () => {
  it.each([
    ['a variable without a default', tokens('var.key'), 'instance_metadata_options.http_tokens (var.key)'],
    ['another resource', tokens('aws_ssm_parameter.tokens.value'), '(aws_ssm_parameter.tokens.value)'],
    ['a condition', tokens('var.flag ? "optional" : "required"'), '(var.flag)'],
    ['a template', tokens('"${var.key}x"'), '(var.key)'],
    ['a function that is none of ours', tokens('file("tokens")'), '(file("tokens"))'],
    ['a member of what is merged', tokens('try(merge(var.key, { a = "x" }).b, "optional")'), '(var.key)'],
    ['a loop over it', 'instance_types = [for k, v in merge(var.key, { a = "t2" }) : v]', '(var.key)'],
    ['what may fail in a part', 'instance_types = try([var.key.a, "t2"], ["m5.large"])', '(var.key)'],
    ['a comparison with it', tokens('merge(var.key, {}) == {} ? "optional" : "required"'), '(var.key)'],
    ['a circle', tokens('local.circle'), '(local.circle)'],
    [
      'a dynamic block',
      'dynamic "instance_metadata_options" {\n    for_each = var.key\n    content {\n      http_tokens = "required"\n    }\n  }',
      'instance_metadata_options (var.key)',
    ],
  ])('%s', async (_, body, expected) => {
    const findings = await findingsOf(resourceWith(body, settings))
    expect(findings.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([['not-judged', 'note']])
    expect(findings[0]?.message).toContain(expected)
  })
})

describe('what is absent', () => {
  it('is what the provider sends', async () => {
    const text = resourceWith('').replace(/ *terminate_instance_on_failure.*\n/, '')
    expect(await saidOf(text)).toEqual([
      'terminate-on-failure «resource "aws_imagebuilder_infrastructure_configuration" "web" {»',
    ])
  })

  it.each(['null', 'var.tokens == "optional" ? null : "required"'])('is %s too', async (value) => {
    const [first] = await said(tokens(value))
    expect(first).toMatch(/^imdsv2-required/)
  })

  it('is required in its own name', async () => {
    const text = resourceWith('')
      .replace(/ *instance_profile_name.*\n/, '')
      .replace(/ *s3_bucket_name.*\n/, '')
    const messages = (await findingsOf(text)).map(({ message }) => message)
    expect(messages).toContain('instance_profile_name is missing; it is required.')
    expect(messages).toContain('logging.s3_logs.s3_bucket_name is missing; it is required.')
  })
})

describe('mistakes', () => {
  it.each([
    ['instance_type = "t3.small"', 'Unknown property "instance_type"; did you mean "instance_types"?'],
    ['instance_types = "t3.small"', 'instance_types is "t3.small"; it must be a list.'],
    ['logging = { s3_logs = {} }', 'logging is a block; write it without "=".'],
    [
      'placement {\n    tenancy = "shared"\n  }',
      'placement.tenancy is "shared"; it must be "default", "dedicated" or "host".',
    ],
  ])('%s', async (body, expected) => {
    const messages = (await findingsOf(resourceWith(body))).map(({ message }) => message)
    expect(messages).toContain(expected)
  })
})

describe('instances', () => {
  const addresses = async (files: Record<string, string>): Promise<(string | undefined)[]> =>
    (await loadFiles(files)).resources?.map(({ address }) => address) ?? []
  const type = 'aws_imagebuilder_infrastructure_configuration'

  it('are made by count and for_each', async () => {
    expect(await addresses({ 'main.tf': resourceWith('count = 2') })).toEqual([`${type}.web[0]`, `${type}.web[1]`])
    expect(await addresses({ 'main.tf': resourceWith('count = 0') })).toEqual([])
    expect(await addresses({ 'main.tf': resourceWith('count = var.x') })).toEqual([`${type}.web`])
    expect(await addresses({ 'main.tf': resourceWith('for_each = toset(["b", "a"])') })).toEqual([
      `${type}.web["a"]`,
      `${type}.web["b"]`,
    ])
  })

  it('are judged up to 1,000', async () => {
    const findings = await findingsOf(resourceWith('count = 100000'))
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ ruleId: 'not-judged', address: `${type}.web[999]` })
  })

  it('are found where the map of for_each says it', async () => {
    const body = `for_each = { a = "optional", b = "required" }\n${tokens('each.value')}`
    const [finding, ...more] = await findingsOf(resourceWith(body))
    expect(more).toEqual([])
    expect(finding).toMatchObject({ address: `${type}.web["a"]`, line: 11, related: [{ line: 13 }] })
  })
})

describe('modules', () => {
  const called = resourceWith(tokens('var.tokens'), 'variable "tokens" {\n  default = "optional"\n}\n')
  const type = 'aws_imagebuilder_infrastructure_configuration'

  it('that nobody calls are judged by their defaults', async () => {
    const [finding] = await findingsOf({ 'modules/ib/main.tf': called })
    expect(finding).toMatchObject({ ruleId: 'imdsv2-required', line: 2, address: `${type}.web` })
  })

  it('are judged as they are called, with the argument and the calls as related places', async () => {
    const findings = await findingsOf({
      'modules/ib/main.tf': called,
      'modules/outer/main.tf': 'variable "t" {}\nmodule "ib" {\n  source = "../ib"\n  tokens = var.t\n}\n',
      'main.tf':
        'module "good" {\n  source = "./modules/outer"\n  t = "required"\n}\nmodule "bad" {\n  source = "./modules/outer"\n  for_each = toset(["x"])\n  t = "optional"\n}\n',
    })
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      file: 'modules/ib/main.tf',
      line: 15,
      address: `module.bad["x"].module.ib.${type}.web`,
      related: [
        { file: 'modules/outer/main.tf', line: 4 },
        { file: 'main.tf', line: 8 },
      ],
    })
  })

  it('name the calls where a module says nothing itself', async () => {
    const text = resourceWith('').replace(/ *terminate_instance_on_failure.*\n/, '')
    const [finding] = await findingsOf({
      'ib/main.tf': text,
      'main.tf': 'module "ib" {\n  source = "./ib"\n}\n',
    })
    expect(finding).toMatchObject({
      ruleId: 'terminate-on-failure',
      related: [{ message: 'Module ib is called here.', file: 'main.tf', line: 1, endColumn: 14 }],
    })
  })

  it('in a circle end', async () => {
    const files = {
      'a/main.tf': 'module "b" {\n  source = "../b"\n}\n',
      'b/main.tf': `module "a" {\n  source = "../a"\n}\n${called}`,
    }
    expect((await loadFiles(files)).resources?.map(({ address }) => address)).toEqual([
      `module.b.${type}.web`,
      'module.b.module.a',
    ])
  })
})

describe('files', () => {
  it('of values, overrides and OpenTofu count as Terraform has them', async () => {
    const files = {
      'main.tf': resourceWith(tokens('var.tokens'), settings),
      'override.tf': 'resource "aws_imagebuilder_infrastructure_configuration" "web" {\n  key_pair = "mine"\n}\n',
    }
    expect((await findingsOf(files)).map(({ ruleId, file }) => [ruleId, file])).toEqual([
      ['imdsv2-required', 'main.tf'],
      ['no-key-pair', 'override.tf'],
    ])
    const given = { ...files, 'x.auto.tfvars': 'tokens = "required"\n', 'override.tofu': '' }
    expect(await findingsOf(given)).toEqual([])
    expect(
      await findingsOf({ ...given, 'last.tfvars': 'tokens = "optional"' }, { varFiles: ['last.tfvars'] }),
    ).toMatchObject([{ file: 'last.tfvars', line: 1, message: expect.stringContaining('(last.tfvars)') }])
  })

  it('of values that the config names must be there', async () => {
    await expect(findingsOf(resourceWith(''), { varFiles: ['none.tfvars'] })).rejects.toThrow(
      'terraform.varFiles names none.tfvars, which cannot be read.',
    )
  })

  it('in JSON are judged alike', async () => {
    const block = {
      name: 'web',
      instance_profile_name: 'EC2InstanceProfileForImageBuilder',
      terminate_instance_on_failure: true,
      instance_metadata_options: { http_tokens: '${var.tokens}', http_put_response_hop_limit: 2 },
      logging: [{ s3_logs: [{ s3_bucket_name: 'acme-image-logs', s3_key_prefix: 'web' }] }],
    }
    const text = JSON.stringify({
      variable: { tokens: { default: 'optional', type: 'string' } },
      resource: { aws_imagebuilder_infrastructure_configuration: { web: block } },
    })
    expect(await saidOf({ 'main.tf.json': text })).toEqual(['imdsv2-required «"optional"»'])
  })

  it('in JSON have functions with texts in them', async () => {
    const module = {
      variable: { settings: { default: { tokens: 'optional' } } },
      resource: {
        aws_imagebuilder_infrastructure_configuration: {
          web: {
            name: 'web',
            instance_profile_name: 'EC2InstanceProfileForImageBuilder',
            terminate_instance_on_failure: true,
            instance_metadata_options: {
              http_tokens: '${lookup(var.settings, "tokens", "required")}',
              http_put_response_hop_limit: 2,
            },
            logging: { s3_logs: { s3_bucket_name: 'acme-image-logs' } },
          },
        },
      },
    }
    const findings = await findingsOf({ 'main.tf.json': JSON.stringify(module) })
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['imdsv2-required'])
  })

  it('that are broken in one block are judged in the others', async () => {
    const broken = 'resource "aws_imagebuilder_infrastructure_configuration" "bad" {\n  x = \n}\n'
    const findings = await findingsOf(broken + resourceWith(tokens('"optional"')))
    expect(findings.map(({ ruleId, line }) => [ruleId, line])).toEqual([
      ['syntax', 2],
      ['imdsv2-required', 15],
    ])
  })

  it('without a configuration are left', async () => {
    expect(await loadFiles({ 'main.tf': 'resource "aws_vpc" "x" {' })).toMatchObject({ files: [], findings: [] })
  })
})
