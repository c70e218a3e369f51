import { describe, expect, it } from 'vitest'
import { arn, load } from './load.ts'

const names = (fleet: Awaited<ReturnType<typeof load>>): string[] =>
  fleet.specs.map((spec) => spec.arn.split('/')[1] ?? '')

describe('a file holds', () => {
  it('one spec', async () => {
    const fleet = await load(`infrastructureConfigurationArn: ${arn('web')}\nkeyPair: null\n`)
    expect(fleet.findings).toEqual([])
    expect(fleet.specs).toMatchObject([{ arn: arn('web'), update: 'merge', config: { keyPair: null }, guard: {} }])
  })

  it('a list', async () => {
    const fleet = await load(
      `- infrastructureConfigurationArn: ${arn('a')}\n- { infrastructureConfigurationArn: "${arn('b')}" }\n`,
    )
    expect(names(fleet)).toEqual(['a', 'b'])
  })

  it('several documents of different shapes, empty ones aside', async () => {
    const text = `---\ninfrastructureConfigurationArn: ${arn('a')}\n---\n- infrastructureConfigurationArn: ${arn('b')}\n--- # nothing\n---\nspecs: [{ infrastructureConfigurationArn: "${arn('c')}" }]\n...\n`
    const fleet = await load(text)
    expect(fleet.findings).toEqual([])
    expect(names(fleet)).toEqual(['a', 'b', 'c'])
  })

  it('strict JSON, with tabs and a byte order mark', async () => {
    const text = `\ufeff{\n\t"specs": [\n\t\t{ "infrastructureConfigurationArn": "${arn('a')}", "description": "\\u00e9\\ud83d\\ude00\\/" }\n\t]\n}`
    const fleet = await load(text, 'spec.json')
    expect(fleet.findings).toEqual([])
    expect(fleet.specs[0]?.config).toEqual({ description: 'é😀/' })
  })

  it.each([
    ['a trailing comma', '{ "keyPair": "a", }'],
    ['a comment', '{ "keyPair": "a" } // why'],
    ['single quotes', "{ 'keyPair': 'a' }"],
    ['YAML', 'keyPair: a'],
    ['an unfinished file', '{ "keyPair": '],
  ])('no %s in a file that is called .json', async (_, text) => {
    const { findings, specs } = await load(text, 'spec.json')
    expect(findings).toMatchObject([{ ruleId: 'syntax', message: expect.stringMatching(/^Broken JSON: .+\.$/) }])
    expect(specs).toEqual([])
  })
})

describe('defaults', () => {
  const merged = async (defaults: string, own: string) =>
    (await load(`defaults: ${defaults}\nspecs:\n  - { infrastructureConfigurationArn: "${arn('a')}", ${own} }\n`))
      .specs[0]

  it('are merged key by key, lists whole', async () => {
    const spec = await merged(
      '{ logging: { s3Logs: { s3BucketName: b, s3KeyPrefix: p } }, instanceTypes: [a.b, c.d], resourceTags: { x: "1" } }',
      'logging: { s3Logs: { s3KeyPrefix: own } }, instanceTypes: [e.f], resourceTags: { y: "2" }',
    )
    expect(spec?.config).toEqual({
      logging: { s3Logs: { s3BucketName: 'b', s3KeyPrefix: 'own' } },
      instanceTypes: ['e.f'],
      resourceTags: { x: '1', y: '2' },
    })
  })

  it("yield to a spec's null and empty values", async () => {
    const spec = await merged(
      '{ keyPair: a, instanceTypes: [a.b], logging: { s3Logs: {} } }',
      'keyPair: null, instanceTypes: [], logging: null',
    )
    expect(spec?.config).toEqual({ keyPair: null, instanceTypes: [], logging: null })
  })

  it('hold x-guard too', async () => {
    const spec = await merged(
      '{ x-guard: { imageType: AMI, update: replace } }',
      'instanceProfileName: p, x-guard: { imageType: DOCKER }',
    )
    expect(spec).toMatchObject({
      imageType: 'DOCKER',
      update: 'replace',
      guard: { imageType: 'DOCKER', update: 'replace' },
    })
  })

  it('are those of their own document', async () => {
    const { specs } = await load(
      `defaults: { keyPair: a }\nspecs: [{ infrastructureConfigurationArn: "${arn('a')}" }]\n---\nspecs: [{ infrastructureConfigurationArn: "${arn('b')}" }]\n`,
    )
    expect(specs.map(({ config }) => config)).toEqual([{ keyPair: 'a' }, {}])
  })
})

describe('YAML', () => {
  it('is 1.2 core: no, on and dates are text', async () => {
    const text = `infrastructureConfigurationArn: ${arn('a')}\nresourceTags: { a: no, b: on, c: 2027-03-31, d: 0o, e: "5", f: ~x }\n`
    const fleet = await load(text)
    expect(fleet.findings).toEqual([])
    expect(fleet.specs[0]?.config.resourceTags).toEqual({ a: 'no', b: 'on', c: '2027-03-31', d: '0o', e: '5', f: '~x' })
  })

  it('merges with <<, explicit keys win wherever they stand, of several sources the first', async () => {
    const text = [
      `- infrastructureConfigurationArn: ${arn('a')}`,
      '  instanceMetadataOptions: &imds { httpTokens: required, httpPutResponseHopLimit: 2 }',
      '  logging: &logs { s3Logs: { s3BucketName: b } }',
      `- infrastructureConfigurationArn: ${arn('b')}`,
      '  instanceMetadataOptions: { httpPutResponseHopLimit: 3, <<: *imds }',
      '  logging: { <<: [{ s3Logs: { s3BucketName: first } }, *logs] }',
    ].join('\n')
    const fleet = await load(text)
    expect(fleet.findings).toEqual([])
    expect(fleet.specs[1]?.config).toEqual({
      instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 3 },
      logging: { s3Logs: { s3BucketName: 'first' } },
    })
  })

  it('takes a quoted "<<" for a key like any other', async () => {
    const { findings } = await load(`infrastructureConfigurationArn: ${arn('a')}\n"<<": { keyPair: a }\n`)
    expect(findings).toMatchObject([{ ruleId: 'schema', message: expect.stringContaining('Unknown key "<<"') }])
  })

  it('has constructor and prototype as plain data', async () => {
    const { specs, findings } = await load(
      `infrastructureConfigurationArn: ${arn('a')}\nresourceTags: { constructor: a, prototype: b, toString: c }\n`,
    )
    expect(findings).toEqual([])
    expect(specs[0]?.config.resourceTags).toEqual({ constructor: 'a', prototype: 'b', toString: 'c' })
  })
})

describe('what the update mode asks for', () => {
  it('nothing but a target when merging, nested members included', async () => {
    const { findings } = await load(
      `infrastructureConfigurationArn: ${arn('a')}\nparentInstance: { autoScalingGroup: { capacityWaitTimeoutSeconds: 5 } }\n`,
    )
    expect(findings).toEqual([])
  })

  it('an instance profile and complete members when replacing', async () => {
    const { findings } = await load(
      `infrastructureConfigurationArn: ${arn('a')}\nparentInstance: { autoScalingGroup: { capacityWaitTimeoutSeconds: 5 } }\nx-guard: { update: replace }\n`,
    )
    expect(findings.map(({ pointer }) => pointer)).toEqual([
      '/instanceProfileName',
      '/parentInstance/autoScalingGroup/name',
    ])
  })

  it('a target always', async () => {
    const { findings, specs } = await load('keyPair: a\n')
    expect(findings).toMatchObject([
      { ruleId: 'schema', pointer: '/infrastructureConfigurationArn', line: 1, column: 1, endColumn: 11 },
    ])
    expect(specs).toMatchObject([{ arn: '' }])
  })
})

it('leaves completeness of suppressions to the policy, their types to the schema', async () => {
  const text = `infrastructureConfigurationArn: ${arn('a')}\nx-guard: { suppress: [{ rule: no-key-pair }, { rule: r, reason: "" }, { reason: null }, { rule: 5, why: x }] }\n`
  const fleet = await load(text)
  expect(fleet.findings.map(({ pointer }) => pointer).sort()).toEqual([
    '/x-guard/suppress/3/rule',
    '/x-guard/suppress/3/why',
  ])
  expect(fleet.specs[0]?.guard.suppress).toEqual([{ rule: 'no-key-pair' }, { rule: 'r', reason: '' }, {}, {}])
})
