import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../../src/model/report.ts'
import { ibguard } from '../../support/cli.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { type Files, fixedFiles, resourceWith } from './judge.ts'

const imds = (tokens: string, hop = '2'): string =>
  `instance_metadata_options {\n    http_tokens                 = ${tokens}\n    http_put_response_hop_limit = ${hop}\n  }`

const variable = (name: string, text: string, more = ''): string =>
  `variable "${name}" {\n${more}  default = ${text} # why\n}\n\n`

const jsonImds = (tokens: string) => ({ http_tokens: tokens, http_put_response_hop_limit: 2 })

/** A configuration that says so and may read `local.all`, beside other resources. */
const inJson = (says: object, others: object = {}): string =>
  JSON.stringify({
    locals: { all: [{ t: 'optional' }] },
    resource: {
      aws_imagebuilder_infrastructure_configuration: { web: { terminate_instance_on_failure: true, ...says } },
      ...others,
    },
  })

/** A resource of no kind of ours, whose data reads a value. */
const reading = (value: string, more = ''): string =>
  `resource "aws_instance" "a" {\n${more}  user_data = ${value}\n}\n`

async function fixed(files: string | Files): Promise<Files> {
  return (await fixedFiles(files)).files
}

describe('--fix edits Terraform where a value is written', () => {
  const cases: [what: string, before: string | Files, changed: [string, string], file?: string][] = [
    ['a literal', resourceWith(imds('"optional"')), ['"optional"', '"required"']],
    ['a default', resourceWith(imds('var.t'), variable('t', '"optional"')), ['"optional"', '"required"']],
    [
      'a default with a type, as it is quoted',
      resourceWith('terminate_instance_on_failure = var.t', variable('t', '"false"', '  type = string\n')),
      ['"false"', '"true"'],
    ],
    [
      'a file of values',
      { 'main.tf': resourceWith(imds('var.t'), 'variable "t" {}\n'), 'terraform.tfvars': 't = "optional"\n' },
      ['"optional"', '"required"'],
      'terraform.tfvars',
    ],
    [
      'a file of values in JSON',
      { 'main.tf': resourceWith(imds('var.t'), 'variable "t" {}\n'), 'a.auto.tfvars.json': '{ "t": "optional" }\n' },
      ['"optional"', '"required"'],
      'a.auto.tfvars.json',
    ],
    ['a local', resourceWith(imds('local.t'), 'locals {\n  t = "optional"\n}\n'), ['"optional"', '"required"']],
    [
      'a member of a local of which the rest is read elsewhere',
      resourceWith(
        imds('local.i.t', 'local.i.h'),
        'locals {\n  i = { t = "optional", h = 2, o = 1 }\n}\noutput "o" {\n  value = local.i.o\n}\n',
      ),
      ['"optional"', '"required"'],
    ],
    [
      'a branch',
      resourceWith(imds('local.p ? "optional" : "required"'), 'locals {\n  p = true\n}\n'),
      ['"optional"', '"required"'],
    ],
    [
      'what a merge of maps takes',
      resourceWith(
        imds('local.i.t', 'local.i.h'),
        'locals {\n  d = { t = "optional", h = 1 }\n  i = merge(local.d, { h = 2 })\n}\n',
      ),
      ['"optional"', '"required"'],
    ],
    [
      'the default of optional()',
      resourceWith(
        imds('var.i.t'),
        'variable "i" {\n  type    = object({ t = optional(string, "optional") })\n  default = {}\n}\n',
      ),
      ['"optional")', '"required")'],
    ],
    [
      'an argument of a module',
      {
        'main.tf': 'module "ib" {\n  source = "./ib"\n  t      = "optional"\n}\n',
        'ib/main.tf': resourceWith(imds('var.t'), 'variable "t" {}\n'),
      },
      ['"optional"', '"required"'],
    ],
    [
      'an argument of one of two calls',
      {
        'main.tf':
          'module "a" {\n  source = "./ib"\n  t      = "optional"\n}\nmodule "b" {\n  source = "./ib"\n  t      = "required"\n}\n',
        'ib/main.tf': resourceWith(imds('var.t'), 'variable "t" {}\n'),
      },
      ['"optional"', '"required"'],
    ],
    [
      'a default of a module that two calls leave',
      {
        'main.tf': 'module "a" {\n  source = "./ib"\n}\nmodule "b" {\n  source = "./ib"\n}\n',
        'ib/main.tf': resourceWith(imds('var.t'), variable('t', '"optional"')),
      },
      ['"optional"', '"required"'],
      'ib/main.tf',
    ],
    [
      'an entry of a map that for_each goes through, for a pipeline too',
      resourceWith(
        `for_each = local.images\n  ${imds('each.value.t')}`,
        'locals {\n  images = {\n    web = { t = "required" }\n    db  = { t = "optional" }\n  }\n}\n',
      ) +
        'resource "aws_imagebuilder_image_pipeline" "p" {\n  for_each = local.images\n  name     = each.key\n  infrastructure_configuration_arn = aws_imagebuilder_infrastructure_configuration.web[each.key].arn\n}\n',
      ['"optional"', '"required"'],
    ],
    [
      'an entry of for_each itself',
      resourceWith(`for_each = { a = { t = "optional" } }\n  ${imds('each.value.t')}`),
      ['"optional"', '"required"'],
    ],
    [
      'the content of a dynamic block',
      resourceWith(
        'dynamic "instance_metadata_options" {\n    for_each = [1]\n    content {\n      http_tokens                 = "optional"\n      http_put_response_hop_limit = 2\n    }\n  }',
      ),
      ['"optional"', '"required"'],
    ],
    [
      'the collection of a dynamic block',
      resourceWith(
        'dynamic "instance_metadata_options" {\n    for_each = [{ t = "optional" }]\n    content {\n      http_tokens                 = instance_metadata_options.value.t\n      http_put_response_hop_limit = 2\n    }\n  }',
      ),
      ['"optional"', '"required"'],
    ],
    [
      'a default that also says whether a dynamic block makes one',
      resourceWith(
        'dynamic "instance_metadata_options" {\n    for_each = var.t == "" ? [] : [1]\n    content {\n      http_tokens                 = var.t\n      http_put_response_hop_limit = 2\n    }\n  }',
        variable('t', '"optional"'),
      ),
      ['"optional"', '"required"'],
    ],
    [
      'the collection of a dynamic block whose items have a name, in the JSON syntax',
      {
        'main.tf.json': inJson({
          dynamic: {
            instance_metadata_options: { for_each: '${local.all}', iterator: 'it', content: jsonImds('${it.value.t}') },
          },
        }),
      },
      ['"optional"', '"required"'],
      'main.tf.json',
    ],
    ['null', resourceWith('terminate_instance_on_failure = null # later'), ['= null', '= true']],
    [
      'an override',
      {
        'main.tf': resourceWith(imds('"required"')),
        'override.tf': `resource "aws_imagebuilder_infrastructure_configuration" "web" {\n  ${imds('"optional"')}\n}\n`,
      },
      ['"optional"', '"required"'],
      'override.tf',
    ],
  ]

  it('a file of values of the config, which the modules that are called are not given', async () => {
    const ib = resourceWith(imds('var.t'), 'variable "t" {}\n')
    const files = {
      'main.tf': `${ib}module "ib" {\n  source = "./ib"\n  t      = "required"\n}\n`,
      'ib/main.tf': ib,
      'prod.tfvars': 't = "optional"\n',
    }
    const after = await fixedFiles(files, { varFiles: ['prod.tfvars'] })
    expect(after).toMatchObject({ files: { ...files, 'prod.tfvars': 't = "required"\n' }, left: [] })
  })

  it.each(cases)('%s', async (_, before, [from, to], file = 'main.tf') => {
    const files: Files = typeof before === 'string' ? { 'main.tf': before } : before
    expect(await fixed(files)).toEqual({ ...files, [file]: (files[file] ?? '').replace(from, to) })
  })

  it('what is absent in all instances', async () => {
    const { 'main.tf': text = '' } = await fixed(
      resourceWith('count = 2\n  instance_metadata_options {\n    http_put_response_hop_limit = 2 # two\n  }'),
    )
    expect(text).toContain(`
      http_put_response_hop_limit = 2 # two
      http_tokens                 = "required"
    }`)
  })

  it('the JSON syntax, where texts are templates', async () => {
    const before = {
      resource: {
        aws_imagebuilder_infrastructure_configuration: {
          web: {
            name: 'web',
            instance_profile_name: 'EC2InstanceProfileForImageBuilder',
            terminate_instance_on_failure: '${var.end}',
            instance_metadata_options: [{ http_put_response_hop_limit: 2 }],
          },
        },
      },
      variable: { end: { default: false } },
    }
    const { files } = await fixedFiles(
      { 'main.tf.json': `${JSON.stringify(before, null, 2)}\n` },
      {
        changes: {
          overrides: [],
        },
      },
    )
    const after = JSON.parse(files['main.tf.json'] ?? '')
    expect(after.variable.end.default).toBe(true)
    expect(after.resource.aws_imagebuilder_infrastructure_configuration.web).toEqual({
      ...before.resource.aws_imagebuilder_infrastructure_configuration.web,
      instance_metadata_options: [{ http_put_response_hop_limit: 2, http_tokens: 'required' }],
    })
  })
})

describe('--fix leaves', () => {
  const output = '\noutput "o" {\n  value = var.t\n}\n'
  const cases: [what: string, files: string | Files, reader?: string][] = [
    ['a default that an output reads', resourceWith(imds('var.t'), variable('t', '"optional"')) + output, 'var.t'],
    [
      'a default that another resource reads through a local',
      `${resourceWith(imds('var.t'), `${variable('t', '"optional"')}locals {\n  o = { t = [var.t] }\n}\n`)}resource "aws_instance" "a" {\n  user_data = join("", local.o.t)\n}\n`,
      'user_data',
    ],
    [
      'a default that a call of a remote module takes',
      `${resourceWith(imds('var.t'), variable('t', '"optional"'))}module "m" {\n  source = "a/b/c"\n  t      = var.t\n}\n`,
      't',
    ],
    [
      'a default that decides how many there are',
      `${resourceWith(`count = var.t == "optional" ? 1 : 2\n  ${imds('var.t')}`, variable('t', '"optional"'))}`,
      'count',
    ],
    [
      'a local of a configuration that wants it otherwise',
      `${resourceWith(imds('local.t'), 'locals {\n  t = "optional"\n}\n')}${resourceWith(
        `# ibguard suppress imdsv2-required: legacy\n  ${imds('local.t')}`,
      ).replace('"web" {', '"old" {')}`,
      'http_tokens',
    ],
    [
      'a default that a provider reads in the JSON syntax',
      {
        'main.tf': resourceWith(imds('var.t'), variable('t', '"optional"')),
        'p.tf.json': '{ "provider": { "aws": { "region": "${var.t}" } } }\n',
      },
      '"provider"',
    ],
    [
      'a default that an index behind a splat reads',
      resourceWith(imds('var.t'), variable('t', '"optional"')) + reading('data.x.y[*].z[var.t]'),
      'user_data',
    ],
    [
      'a member that is read where a loop groups',
      resourceWith(
        imds('local.all[0].t'),
        'locals {\n  all = [{ e = "prod", t = "optional" }]\n  by  = { for each in local.all : each.e => each... }\n}\n',
      ) + reading('local.by["prod"][0].t'),
      'user_data',
    ],
    [
      'a member that is read of maps that are spread over a merge',
      resourceWith(imds('local.all[0].t'), 'locals {\n  all = [{ t = "optional" }]\n  one = merge(local.all...)\n}\n') +
        reading('local.one.t'),
      'user_data',
    ],
    [
      'an output that is read of all instances of a module',
      {
        'main.tf': `module "m" {\n  source   = "./m"\n  for_each = toset(["a"])\n}\n${resourceWith(
          imds('module.m["a"].out.t'),
        )}${reading('each.value', '  for_each  = { for k, m in module.m : k => m.out.t }\n')}`,
        'm/main.tf': `output "out" {\n  value = { t = "optional" }\n}\n${resourceWith()}`,
      },
      'user_data',
    ],
    [
      'an output that is read of each instance of a module',
      {
        'main.tf': `module "m" {\n  source   = "./m"\n  for_each = toset(["a"])\n}\n${resourceWith(
          imds('module.m["a"].out.t'),
        )}${reading('each.value.out.t', '  for_each  = module.m\n')}`,
        'm/main.tf': `output "out" {\n  value = { t = "optional" }\n}\n${resourceWith()}`,
      },
      'user_data',
    ],
    [
      'a member that a dynamic block of another resource reads by a name, in the JSON syntax',
      {
        'main.tf.json': inJson(
          { instance_metadata_options: jsonImds('${local.all[0].t}') },
          {
            aws_launch_template: {
              other: {
                dynamic: {
                  metadata_options: {
                    for_each: '${local.all}',
                    iterator: 'it',
                    content: { http_tokens: '${it.value.t}' },
                  },
                },
              },
            },
          },
        ),
      },
      '"http_tokens"',
    ],
    [
      'a default in a module with something too deep to be read',
      `${resourceWith(imds('var.t'), variable('t', '"optional"'))}locals {\n  x = ${'['.repeat(100)}var.t${']'.repeat(100)}\n}\n`,
    ],
    ['what is put together', resourceWith(imds('lower("OPTIONAL")'))],
    ['what templates make', resourceWith(imds('"opt${local.i}"'), 'locals {\n  i = "ional"\n}\n')],
    ['the keys of a set', resourceWith(`for_each = toset(["optional"])\n  ${imds('each.key')}`), 'for_each'],
    [
      'a block that a dynamic block may make',
      resourceWith('dynamic "instance_metadata_options" {\n    for_each = []\n    content {}\n  }'),
    ],
  ]

  it.each(cases)('%s', async (_, before, reader) => {
    const files: Files = typeof before === 'string' ? { 'main.tf': before } : before
    const { files: after, findings } = await fixedFiles(files)
    expect(after).toEqual(files)
    const finding = findings.find(({ ruleId }) => ruleId === 'imdsv2-required')
    expect(finding).toMatchObject({ fixable: false })
    const told = finding?.related?.find(({ message }) => message === 'This reads the value too, so --fix leaves it.')
    const line = told && files[told.file]?.split('\n')[told.line - 1]?.slice(told.column - 1, told.endColumn - 1)
    expect(line).toBe(reader)
  })

  it.each([
    ['refuses', '["optional"]', false],
    ['takes', '["optional", "required"]', true],
  ])('a default whose variable %s the new value: fixed, or not', async (_, allowed, isFixed) => {
    const validation = `  validation {\n    condition     = contains(${allowed}, var.t)\n    error_message = "No."\n  }\n`
    const text = resourceWith(imds('var.t'), variable('t', '"optional"', validation))
    const { files, left } = await fixedFiles(text)
    expect(files['main.tf']).toBe(isFixed ? text.replace('default = "optional"', 'default = "required"') : text)
    expect(left).toHaveLength(isFixed ? 0 : 1)
  })

  it('a file whose syntax is broken, and says so', async () => {
    const text = `${resourceWith(imds('"optional"'))}resource "a" "b" {\n  c = [\n}\n`
    const { files, left } = await fixedFiles(text)
    expect(files['main.tf']).toBe(text)
    expect(left).toEqual(['main.tf is not fixed, because its syntax is broken.'])
  })

  it('nothing by the name alone: two that call a module by the same name are two', async () => {
    const call = (tokens: string): string => `module "ib" {\n  source = "../ib"\n  t      = ${tokens}\n}\n`
    const files = {
      'dev/main.tf': call('"optional"'),
      'prod/main.tf': call('"required"'),
      'ib/main.tf': resourceWith(imds('var.t'), 'variable "t" {}\n'),
      'other/main.tf': resourceWith(imds('"optional"')),
    }
    expect(await fixedFiles(files)).toMatchObject({
      files: { ...files, 'dev/main.tf': call('"required"'), 'other/main.tf': resourceWith(imds('"required"')) },
      left: [],
    })
  })

  it('a default that only some instances of a module want changed, and says so', async () => {
    const files = {
      'main.tf': 'module "a" {\n  source = "./ib"\n}\nmodule "b" {\n  source = "./ib"\n}\n',
      'ib/main.tf': resourceWith(imds('var.t'), variable('t', '"optional"')),
    }
    const { files: after, left } = await fixedFiles(files, {
      changes: {
        suppressions: [{ rule: 'imdsv2-required', resources: ['module.b.*'], reason: 'legacy' }],
      },
    })
    expect(after).toEqual(files)
    expect(left).toEqual(['ib/main.tf:2: imdsv2-required is not fixed: no edit there changes this and nothing else.'])
  })
})

it('a whole run writes the files and leaves nothing fixable', async () => {
  const text = resourceWith('instance_metadata_options {}', '\uFEFF').replaceAll('\n', '\r\n')
  const cwd = tempFolder({ 'infra.tf': text, 'ibguard.config.json': JSON.stringify({ extends: 'strict' }) })
  const { stdout } = await ibguard(['lint', '--fix', '--format', 'json', 'infra.tf'], { cwd })
  expect((JSON.parse(stdout) as Report).findings.filter(({ fixable }) => fixable)).toEqual([])
  expect(readFileSync(join(cwd, 'infra.tf'), 'utf8')).toBe(
    text.replace(
      'instance_metadata_options {}',
      'instance_metadata_options {\r\n    http_tokens                 = "required"\r\n    http_put_response_hop_limit = 2\r\n  }',
    ),
  )
})

it('the lines to paste are in the words and the layout of Terraform', async () => {
  const config = JSON.stringify({
    extends: 'recommended',
    rules: { 's3-logging-required': ['error', { bucket: 'acme-logs', prefix: 'builds' }] },
  })
  const text = `variable "t" {
  default = "optional"
}

resource "aws_imagebuilder_infrastructure_configuration" "web" {
  name                          = "web"
  instance_profile_name         = "Builder"
  key_pair                      = "admin"
  terminate_instance_on_failure = true
  instance_metadata_options {
    http_tokens                 = var.t
    http_put_response_hop_limit = 2
  }
}
`
  const cwd = tempFolder({ 'infra.tf': text, 'ibguard.config.json': config })
  const { stdout } = await ibguard(['lint', '--format', 'html', 'infra.tf'], { cwd })
  const pasted = [...stdout.matchAll(/To mend it:<\/p><pre><code>(.*?)<\/code>/g)]
    .map(([, lines = '']) => lines)
    .slice(0, 3)
  expect(pasted).toEqual([
    'default = &quot;required&quot;',
    'logging {&#10;  s3_logs {&#10;    s3_bucket_name = &quot;acme-logs&quot;&#10;    s3_key_prefix  = &quot;builds&quot;&#10;  }&#10;}',
    'remove key_pair',
  ])
})

it.each([
  ['a module', 'infra.tf', resourceWith(imds('"optional"')), '"optional"', '"required"'],
  [
    'a template',
    'infra.yaml',
    'Resources:\n  Infra:\n    Type: AWS::ImageBuilder::InfrastructureConfiguration\n    Properties:\n      Name: web\n      InstanceProfileName: Builder\n      Logging: { S3Logs: { S3BucketName: acme-logs } }\n      InstanceMetadataOptions: { HttpTokens: optional, HttpPutResponseHopLimit: 2 }\n',
    'optional',
    'required',
  ],
])('reviewdog gets the edit of %s as a suggestion', async (_, file, text, from, to) => {
  const cwd = tempFolder({ [file]: text })
  const { stdout } = await ibguard(['lint', '--format', 'rdjson', file], { cwd })
  const { diagnostics } = JSON.parse(stdout)
  const [{ range, text: written }] = diagnostics[0].suggestions
  const lines = text.split('\n')
  const line = lines[range.start.line - 1] ?? ''
  const fixed = line.slice(0, range.start.column - 1) + written + line.slice(range.end.column - 1)
  expect(range.end.line).toBe(range.start.line)
  expect(fixed).toBe(line.replace(from, to))
})
