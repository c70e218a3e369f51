import fc from 'fast-check'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { ParsedText } from '../../../src/document/yaml/parsed-text.ts'
import type { Spec } from '../../../src/lint/spec.ts'
import type { JsonObject } from '../../../src/model/json.ts'
import { requestOf } from '../../../src/resource/configuration.ts'
import { diffFields } from '../../../src/resource/field-diff.ts'
import { overlay } from '../../../src/resource/overlay.ts'
import { importLive } from '../../../src/run/import.ts'
import { specOfLive, without } from '../../../src/sources/live/spec-of-live.ts'
import { specText } from '../../../src/sources/live/spec-text.ts'
import { readSpecFile } from '../../../src/sources/spec-file/spec-file.ts'
import { arnOf } from '../../support/changes.ts'
import { createConfig } from '../../support/config.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import { noAccounts, simulateService } from '../../support/simulated-service.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const arn = arnOf('web')

/** Text that other YAMLs, or a careless writer, take for something else. */
const tricky = fc.constantFrom(
  ...['yes', 'No', 'on', 'OFF', 'y', 'null', '~', 'true', '123456789012', '012', '0o7', '0x1F', '1e3', '.5', '1_000'],
  ...['1:30', '2027-03-31', '=', '<<', '- a', 'a: b', 'x #y', '#x', '@x', '!x', '&x', '*x', '%x', '`x', '{a}', '[b]'],
  ...[
    '---',
    '...',
    ' lead',
    'trail ',
    "it's",
    '"q"',
    'ü',
    '\u2028',
    'a\tb',
    'a\nb',
    'a\r\nb\n',
    '\u0085',
    '\ufeff',
    'ﬀ',
  ],
)
const text = (max: number) =>
  fc.oneof(tricky, fc.string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(max, 40) }))
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const word = fc.stringMatching(/^[\w+=,.@-]{1,20}$/)

/** Configurations as Get may answer them, of values that a spec may have. */
const lives: fc.Arbitrary<JsonObject> = fc
  .record({
    name: fc.constant('web'),
    arn: fc.constant(arn),
    dateCreated: fc.constant('2026-01-01'),
    tags: some(fc.dictionary(fc.constantFrom('Owner', 'team'), word)),
    description: some(text(1024)),
    instanceProfileName: word,
    instanceTypes: some(fc.array(text(20), { maxLength: 3 })),
    securityGroupIds: some(fc.array(text(40), { maxLength: 2 })),
    subnetId: some(text(40)),
    keyPair: some(text(40)),
    logging: some(fc.record({ s3Logs: some(fc.record({ s3BucketName: text(60), s3KeyPrefix: some(text(60)) })) })),
    terminateInstanceOnFailure: some(fc.boolean()),
    snsTopicArn: some(fc.constant('arn:aws:sns:eu-west-1:123456789012:images')),
    resourceTags: some(
      fc.dictionary(
        fc.oneof(
          fc.stringMatching(/^[a-zA-Z0-9_.:/=+@-]{1,20}$/).filter((key) => !key.startsWith('aws:')),
          fc.constantFrom('yes', '1', '__proto', 'a b'),
        ),
        fc.oneof(fc.constant(''), text(60)),
        { maxKeys: 4 },
      ),
    ),
    instanceMetadataOptions: some(
      fc.record({
        httpTokens: some(fc.constantFrom('optional', 'required')),
        httpPutResponseHopLimit: some(fc.integer({ min: 1, max: 64 })),
      }),
    ),
    placement: some(
      fc.record({ tenancy: fc.constantFrom('default', 'dedicated', 'host'), availabilityZone: text(20) }),
    ),
    newcomer: some(fc.record({ deep: fc.array(fc.integer(), { maxLength: 2 }) })),
  })
  .map((live) => JSON.parse(JSON.stringify(live)))

function read(file: string): { specs: Spec[]; problems: string[] } {
  const { specs, findings } = readSpecFile(new ParsedText('infra.yaml', file))
  return { specs, problems: findings.map(({ pointer, message }) => `${pointer}: ${message}`) }
}

const changesOf = (live: JsonObject, spec: Spec) => {
  const before = requestOf(live)
  return diffFields(before, overlay(before, spec.config, spec.update))
}

test('a plan of what was written changes nothing, whatever is live', () => {
  fc.assert(
    fc.property(lives, lives, (one, other) => {
      const second = arnOf('api')
      const specs = [specOfLive(arn, one).spec, specOfLive(second, { ...other, arn: second }).spec]
      const file = specText(specs)
      const { specs: back, problems } = read(file)
      expect(problems).toEqual([])
      expect(back.map((spec) => spec.arn)).toEqual([arn, second])
      expect(back.map((spec, at) => changesOf(at === 0 ? one : other, spec))).toEqual([[], []])
      // By another reader of YAML too.
      expect(load(file)).toEqual(specs)
    }),
    { numRuns: 150 },
  )
})

test('a spec holds what specs can name, in a stable order, and says what it cannot hold', () => {
  const live = {
    tags: { Owner: 'x' },
    resourceTags: { b: '2', a: '1' },
    newcomer: { deep: [1] },
    logging: { s3Logs: { s3BucketName: 'logs', kmsKeyId: 'k' } },
    placement: {},
    instanceTypes: [],
    keyPair: null,
    instanceProfileName: 'Builder',
    description: 'd',
    arn,
    name: 'web',
    dateUpdated: 'x',
  }
  const { spec, unnameable } = specOfLive(arn, live)
  expect(specText(spec).split('\n').slice(1).join('\n')).toBe(`infrastructureConfigurationArn: ${arn}
description: d
instanceProfileName: Builder
logging:
  s3Logs:
    s3BucketName: logs
resourceTags:
  a: '1'
  b: '2'
`)
  expect(specText(spec)).toMatch(/^# yaml-language-server: \$schema=https:\/\/\S+spec\.schema\.json\n/)
  expect(unnameable).toEqual(['/logging/s3Logs/kmsKeyId', '/newcomer/deep'])
})

test('what is taken out of a spec takes empty maps with it, and lists whole', () => {
  const spec = { a: { b: { c: 1 }, d: 2 }, list: [1, 2], 'x/y': { '~': 1, z: 2 } }
  expect(without(spec, ['/a/b/c', '/list/1', '/x~1y/~0', '/none/such'])).toEqual({ a: { d: 2 }, 'x/y': { z: 2 } })
})

test('a value that a spec may not have is left out, named, and keeps what it is', async () => {
  const clock = createVirtualClock()
  const service = simulateService({ clock, random: seededRandom(1) })
  const live = {
    instanceProfileName: 'Builder',
    description: '',
    snsTopicArn: 'arn:aws:sns:eu-west-1:123456789012:images.fifo',
    resourceTags: { 'aws:owned': 'x', team: 'images' },
    instanceTypes: ['m7i.large', 7],
    logging: 'none',
    keyPair: 'kept',
  }
  service.live.set(arn, live)
  const imageBuilders: typeof service.imageBuilders = (of) => ({
    ...service.imageBuilders(of),
    listInfrastructureConfigurations: async () => ({ items: [{ arn }] }),
  })
  const ports = { connect: async () => ({ imageBuilders, accounts: noAccounts }), clock, random: seededRandom(2) }
  const host = { signal: new AbortController().signal, notice: () => {}, progress: () => {} }
  const request = { accounts: ['123456789012'], regions: ['eu-west-1'] }
  const { specs, notices, verdict } = await clock.run(importLive(request, { config: createConfig() }, ports, host))
  expect(verdict).toBe('clean')
  expect(specs[0]?.spec).toEqual({
    infrastructureConfigurationArn: arn,
    instanceProfileName: 'Builder',
    keyPair: 'kept',
    resourceTags: { team: 'images' },
  })
  const left = ['/description', '/snsTopicArn', '/resourceTags/aws:owned', '/instanceTypes/1', '/logging']
  for (const pointer of left)
    expect(notices.join('\n')).toContain(`${arn}: ${pointer} is left out and stays as it is: `)
  const { specs: back, problems } = read(specText(specs.map(({ spec }) => spec)))
  expect(problems).toEqual([])
  expect(changesOf(live, back[0] as Spec)).toEqual([])
})
