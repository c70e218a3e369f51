import { describe, expect, it } from 'vitest'
import { fixedFiles, resourceWith, saidOf } from './judge.ts'

const tokens = (value: string): string =>
  `instance_metadata_options {\n    http_tokens = "${value}"\n    http_put_response_hop_limit = 2\n  }`

const ofType = 'aws_imagebuilder_infrastructure_configuration'
const inJson = (value: object): string => JSON.stringify({ resource: { [ofType]: { web: value } } })
const inHcl = (body: string): string => `resource "${ofType}" "web" {\n  ${body}\n}\n`
const good = {
  name: 'web',
  instance_profile_name: 'EC2InstanceProfileForImageBuilder',
  terminate_instance_on_failure: true,
  instance_metadata_options: { http_tokens: 'optional', http_put_response_hop_limit: 2 },
  logging: { s3_logs: { s3_bucket_name: 'acme-image-logs', s3_key_prefix: 'web' } },
}
const required = { instance_metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 2 } }

describe('an override in the other syntax', () => {
  it.each([
    ['in JSON', { 'main.tf': resourceWith(tokens('optional')), 'override.tf.json': inJson(required) }],
    ['of JSON', { 'main.tf.json': inJson(good), 'override.tf': inHcl(tokens('required')) }],
    [
      'of a dynamic block',
      {
        'main.tf': resourceWith(
          'dynamic "instance_metadata_options" {\n    for_each = [1]\n    content {\n      http_tokens = "optional"\n    }\n  }',
        ),
        'override.tf.json': inJson(required),
      },
    ],
  ])('%s replaces a block', async (_, files) => {
    expect(await saidOf(files)).toEqual([])
  })

  it('is judged, and fixed where it stands', async () => {
    const files = {
      'main.tf': resourceWith(tokens('required')),
      'override.tf.json': inJson({ instance_metadata_options: good.instance_metadata_options }),
    }
    expect(await saidOf(files)).toEqual(['imdsv2-required «"optional"»'])
    expect((await fixedFiles(files)).files).toEqual({ ...files, 'override.tf.json': inJson(required) })
  })
})

describe('what Terraform refuses is told', () => {
  it('of an argument that is given twice, and its block is not judged', async () => {
    const other = resourceWith('key_pair = "a"').replace('"web" {', '"other" {')
    const twice = resourceWith(`key_pair = null\n  key_pair = "b"\n  ${tokens('optional')}`)
    expect(await saidOf(twice)).toEqual(['syntax «key_pair»'])
    expect(await saidOf(`${twice}${other}`)).toEqual(['syntax «key_pair»', 'no-key-pair «"a"»'])
    const inner = tokens('optional').replace('{', '{\n    http_tokens = "required"')
    expect(await saidOf(resourceWith(inner))).toEqual(['syntax «http_tokens»'])
    expect(await saidOf({ 'main.tf': resourceWith(''), 'terraform.tfvars': 'a = 1\na = 2\n' })).toEqual(['syntax «a»'])
  })

  it('of a second block of the same name, but not of an override', async () => {
    const header = `resource "${ofType}" "web" {`
    expect(await saidOf({ 'a.tf': resourceWith(''), 'b.tf': resourceWith('') })).toEqual([`syntax «${header}»`])
    expect(await saidOf({ 'a.tf': resourceWith(''), 'b.tf.json': inJson(good) })).toEqual([
      expect.stringContaining('syntax «"web":'),
    ])
    const variables = 'variable "a" {}\nvariable "a" {\n}\n'
    expect(await saidOf(resourceWith('', variables))).toEqual(['syntax «variable "a" {»'])
    const overrides = { 'a_override.tf': inHcl(tokens('required')), 'b_override.tf': inHcl('description = "b"') }
    expect(await saidOf({ 'a.tf': resourceWith(''), ...overrides })).toEqual([])
  })

  it('of a second local of the same name, but not of an override', async () => {
    const locals = (text: string): string => `locals {\n  a = "${text}"\n}\n`
    const files = { 'a.tf': resourceWith('key_pair = local.a', locals('x')), 'b.tf': locals('y') }
    // The first one holds.
    expect(await saidOf(files)).toEqual(['no-key-pair «"x"»', 'syntax «a»'])
    expect(await saidOf(resourceWith('', 'locals {\n  a = "x"\n  a = "y"\n}\n'))).toEqual(['syntax «a»'])
    expect(await saidOf({ 'a.tf': files['a.tf'], 'override.tf': locals('y') })).toEqual(['no-key-pair «"y"»'])
  })

  it('of an override of nothing, unless what it overrides may be where nothing could be read', async () => {
    const header = `resource "${ofType}" "web" {`
    const other = resourceWith('').replace('"web" {', '"other" {')
    const alone = inHcl('key_pair = "mine"')
    expect(await saidOf({ 'a.tf': other, 'override.tf': alone })).toEqual([`syntax «${header}»`])
    for (const text of ['variable "a" {', 'output "a" {', 'module "a" {']) {
      const block = `${text}\n}\n`
      expect(await saidOf({ 'a.tf': other, 'override.tf': block })).toEqual([`syntax «${text}»`])
      expect(await saidOf({ 'a.tf': other + block, 'override.tf': block })).toEqual([])
    }
    expect(await saidOf({ 'a.tf': other, 'override.tf': 'locals {\n  a = 1\n}\n' })).toEqual(['syntax «a»'])
    const broken = await saidOf({ 'a.tf': `${other}resource "x" {`, 'override.tf': alone })
    expect(broken).not.toContain(`syntax «${header}»`)
  })

  it.each(['-1', '1.5', 'var.none'])('of a count of %s', async (count) => {
    const none = 'variable "none" {\n  default = "-2"\n}\n'
    expect(await saidOf(resourceWith(`count = ${count}\n  key_pair = "a"`, none))).toEqual([
      `schema «${count}»`,
      'no-key-pair «"a"»',
    ])
    const called = {
      'main.tf': `${none}module "m" {\n  source = "./m"\n  count = ${count}\n}\n`,
      'm/a.tf': resourceWith(''),
    }
    expect(await saidOf(called)).toEqual([`schema «${count}»`])
  })

  it.each(['0', '2', '"1"', '4 / 2'])('but not of a count of %s', async (count) => {
    expect(await saidOf(resourceWith(`count = ${count}`))).toEqual([])
  })
})
