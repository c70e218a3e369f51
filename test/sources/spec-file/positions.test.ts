import { describe, expect, it } from 'vitest'
import type { Path } from '../../../src/model/json.ts'
import { arn, covered, load, places } from './load.ts'

describe('a value is covered exactly', () => {
  const text = `# specs
defaults:
  logging:
    s3Logs: { s3BucketName: shared, s3KeyPrefix: 'it''s' }
  placement:
    tenancy: dedicated
specs:
  - infrastructureConfigurationArn: ${arn('a')}
    description: >-   # folded | with a comment
      two
      lines

    instanceTypes:
      - m7i.large
      - "c7i.large"   # quoted
    keyPair:
    subnetId: ~
    securityGroupIds: []
    instanceMetadataOptions: {}
    resourceTags: {"a":"b", c: }
    logging: { s3Logs: { s3KeyPrefix: own } }
`
  it.each<[Path, string]>([
    [['instanceTypes', 1], '"c7i.large"'],
    [['description'], '>-   # folded | with a comment\n      two\n      lines'],
    [['subnetId'], '~'],
    [['securityGroupIds'], '[]'],
    [['instanceMetadataOptions'], '{}'],
    [['resourceTags'], '{"a":"b", c: }'],
    [['resourceTags', 'a'], '"b"'],
    [['logging', 's3Logs', 's3KeyPrefix'], 'own'],
    // Inherited.
    [['logging', 's3Logs', 's3BucketName'], 'shared'],
    [['placement'], 'tenancy: dedicated'],
    [['placement', 'tenancy'], 'dedicated'],
    // Written without anything: the key.
    [['keyPair'], 'keyPair'],
    [['resourceTags', 'c'], 'c'],
    // Absent: the key of the nearest present parent, or that parent when it is empty.
    [['instanceMetadataOptions', 'httpTokens'], '{}'],
    [['placement', 'hostId'], 'placement'],
    [['resourceTags', 'team'], 'resourceTags'],
    [['logging', 's3Logs', 'other'], 's3Logs'],
    [['subnetId', 'below'], '~'],
    // Absent without a parent: the spec's first character to the end of its line.
    [['snsTopicArn'], `infrastructureConfigurationArn: ${arn('a')}`],
    [['parentInstance', 'autoScalingGroup', 'name'], `infrastructureConfigurationArn: ${arn('a')}`],
  ])('%j', async (path, expected) => {
    const [spec] = (await load(text)).specs
    expect(covered(spec!.source.place(path), text)).toBe(expected)
  })

  it('with every kind of line break', async () => {
    for (const lineBreak of ['\r\n', '\r', '\n']) {
      const changed = text.replaceAll('\n', lineBreak)
      const [spec] = (await load(changed)).specs
      expect(spec!.source.place(['instanceTypes', 1])).toMatchObject({
        line: 15,
        column: 9,
        endLine: 15,
        endColumn: 20,
      })
    }
  })

  it('in UTF-16 units', async () => {
    const [spec] = (await load(`{ description: "😀é", keyPair: a, infrastructureConfigurationArn: "${arn('a')}" }`))
      .specs
    expect(spec!.source.place(['keyPair'])).toMatchObject({ line: 1, column: 32, endLine: 1, endColumn: 33 })
  })

  it('through aliases and merge keys', async () => {
    const aliased = `- infrastructureConfigurationArn: ${arn('a')}
  keyPair: &key admin
  instanceMetadataOptions: &imds
    httpTokens: optional
- infrastructureConfigurationArn: ${arn('b')}
  keyPair: *key
  instanceMetadataOptions: *imds
- infrastructureConfigurationArn: ${arn('c')}
  instanceMetadataOptions:
    <<: *imds
`
    const [, b, c] = (await load(aliased)).specs
    expect(b!.source.place(['keyPair'])).toMatchObject({ line: 6, column: 12, endColumn: 16 })
    expect(b!.source.place(['instanceMetadataOptions'])).toMatchObject({ line: 7, column: 28, endColumn: 33 })
    expect(b!.source.place(['instanceMetadataOptions', 'httpTokens'])).toMatchObject({
      line: 4,
      column: 17,
      endColumn: 25,
    })
    expect(c!.source.place(['instanceMetadataOptions', 'httpTokens'])).toMatchObject({
      line: 4,
      column: 17,
      endColumn: 25,
    })
  })

  it('or its key', async () => {
    const [spec] = (await load(text)).specs
    expect(covered(spec!.source.place(['placement', 'tenancy'], 'key'), text)).toBe('tenancy')
    expect(spec!.source.isWritten(['placement', 'tenancy'])).toBe(true)
    expect(spec!.source.isWritten(['placement', 'hostId'])).toBe(false)
  })

  it('in minified JSON', async () => {
    const json = `[{"infrastructureConfigurationArn":"${arn('a')}","instanceMetadataOptions":{"httpTokens":"optional"}}]`
    const [spec] = (await load(json, 'spec.json')).specs
    expect(covered(spec!.source.place(['instanceMetadataOptions', 'httpTokens']), json)).toBe('"optional"')
    expect(covered(spec!.source.place(['keyPair']), json)).toBe(json.slice(1))
  })
})

describe('schema findings stand where the fault is', () => {
  it.each([
    [
      'a wrong value',
      'instanceMetadataOptions: { httpTokens: Required }',
      'schema /instanceMetadataOptions/httpTokens «Required»',
    ],
    ['a wrong type', 'keyPair: [a]', 'schema /keyPair «[a]»'],
    ['a list item', 'instanceTypes: [a.b, 5]', 'schema /instanceTypes/1 «5»'],
    ['a null item', 'instanceTypes:\n  - a.b\n  -\n', 'schema /instanceTypes/1 «-»'],
    ['an unknown key', 'logging: { s3Log: {} }', 'schema /logging/s3Log «s3Log»'],
    ['a tag key', 'resourceTags: { "a|b": c }', 'schema /resourceTags/a|b «"a|b"»'],
    ['a null that cannot clear', 'instanceProfileName: null', 'schema /instanceProfileName «null»'],
    ['a duplicate key', 'keyPair: a\nkeyPair: b', 'syntax /keyPair «keyPair»'],
    [
      'a duplicate key below',
      'logging: { s3Logs: { s3KeyPrefix: a, "s3KeyPrefix": b } }',
      'syntax /logging/s3Logs/s3KeyPrefix «"s3KeyPrefix"»',
    ],
    ['a tag of another tool', 'subnetId: !Ref Subnet', 'syntax /subnetId «!Ref»'],
    ['a refused key', 'resourceTags: { __proto__: a }', 'syntax /resourceTags/__proto__ «__proto__»'],
  ])('%s', async (_, fields, expected) => {
    const text = `infrastructureConfigurationArn: ${arn('a')}\n${fields}\n`
    const fleet = await load(text)
    expect(places(fleet, text)).toEqual([expected])
    expect(fleet.findings[0]?.arn).toBe(arn('a'))
  })

  it('in defaults: once for each spec that inherits it, once when none does', async () => {
    const text = `defaults: { keypair: a, keyPair: 5 }\nspecs:\n  - { infrastructureConfigurationArn: "${arn('a')}" }\n  - { infrastructureConfigurationArn: "${arn('b')}", keyPair: own }\n`
    const fleet = await load(text)
    expect(fleet.findings.map(({ arn: target, message, column }) => [target, column, message])).toEqual([
      [arn('a'), 13, 'Unknown key "keypair"; did you mean "keyPair"?'],
      [arn('a'), 34, 'keyPair is 5; it must be text: quote it.'],
      [arn('b'), 13, 'Unknown key "keypair"; did you mean "keyPair"?'],
    ])
    const alone = await load(
      `defaults: { keyPair: 5 }\nspecs:\n  - { infrastructureConfigurationArn: "${arn('b')}", keyPair: own }\n`,
    )
    expect(alone.findings).toMatchObject([{ message: 'keyPair is 5; it must be text: quote it.', line: 1 }])
    expect(alone.findings[0]?.arn).toBeUndefined()
  })

  it('in the envelope', async () => {
    const text = `Defaults: {}\nspecs:\n  - { infrastructureConfigurationArn: "${arn('a')}" }\n  - 5\n`
    expect(places(await load(text), text)).toEqual(['schema /Defaults «Defaults»', 'schema / «5»'])
  })
})

describe('unknown keys come with what was meant', () => {
  it.each([
    ['keypair', 'did you mean "keyPair"'],
    ['InstanceProfileName', 'did you mean "instanceProfileName"'],
    ['instance_profile_name', 'did you mean "instanceProfileName"'],
    ['security-group-ids', 'did you mean "securityGroupIds"'],
    ['instanceMetadataOption', 'did you mean "instanceMetadataOptions"'],
    ['arn', 'did you mean "infrastructureConfigurationArn"'],
    ['httpTokens', 'did you mean instanceMetadataOptions.httpTokens'],
    ['S3BucketName', 'did you mean logging.s3Logs.s3BucketName'],
    ['imageType', 'did you mean x-guard.imageType'],
    ['name', 'cannot be changed'],
    ['Tags', 'TagResource'],
    ['dry_run', 'no dry run'],
    ['zzz', 'expected a field of UpdateInfrastructureConfiguration'],
  ])('%s', async (key, expected) => {
    const { findings } = await load(`infrastructureConfigurationArn: ${arn('a')}\n${key}: x\n`)
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(expected)])
  })

  it.each([
    ['logging: { s3_logs: {} }', 'in logging; did you mean "s3Logs"'],
    ['x-guard: { image_type: AMI }', 'in x-guard; did you mean "imageType"'],
    [
      'instanceMetadataOptions: { httpPutHopLimit: 2 }',
      'in instanceMetadataOptions; did you mean "httpPutResponseHopLimit"',
    ],
  ])('below the top: %s', async (fields, expected) => {
    const { findings } = await load(`infrastructureConfigurationArn: ${arn('a')}\n${fields}\n`)
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(expected)])
  })
})
