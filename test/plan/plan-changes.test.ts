import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ImageBuilder, ServiceError } from '../../src/aws/image-builder.ts'
import type { Spec } from '../../src/lint/spec.ts'
import type { PlannedChange } from '../../src/model/change.ts'
import type { JsonObject } from '../../src/model/json.ts'
import { planChanges } from '../../src/plan/plan-changes.ts'
import type { PlanOptions } from '../../src/plan/read-targets.ts'
import { mergePatch, requestOf } from '../../src/resource/configuration.ts'
import { diffFields, isSame } from '../../src/resource/field-diff.ts'
import { hashFields } from '../../src/resource/hash-fields.ts'
import { arnOf, specOf } from '../support/changes.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { type SimulatedOptions, simulateService } from '../support/simulated-service.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

interface Setting {
  live?: Record<string, JsonObject>
  simulated?: Partial<SimulatedOptions>
  client?: Partial<ImageBuilder>
  options?: Partial<PlanOptions>
}

async function plan(specs: Spec[], { live = {}, simulated, client, options }: Setting = {}): Promise<PlannedChange[]> {
  const clock = createVirtualClock()
  const random = seededRandom(1)
  const service = simulateService({ clock, random, ...simulated })
  for (const [arn, configuration] of Object.entries(live)) service.live.set(arn, configuration)
  const imageBuilders = (lane: Parameters<typeof service.imageBuilders>[0]) => ({
    ...service.imageBuilders(lane),
    ...client,
  })
  return clock.run(planChanges(specs, { imageBuilders, clock, random }, { concurrency: 20, ...options }))
}

const arn = arnOf('web')
const live: JsonObject = {
  instanceProfileName: 'Builder',
  keyPair: 'debug',
  instanceTypes: ['m7i.large'],
  instanceMetadataOptions: { httpTokens: 'optional', httpPutResponseHopLimit: 1, newOption: true },
  logging: { s3Logs: {} },
  resourceTags: { team: 'images', 'a/b': 'c' },
  futureField: { mode: {} },
  dateCreated: '2026-01-01',
  tags: { owner: 'platform' },
}

describe('planChanges', () => {
  it('merges a spec over the live configuration and keeps everything else', async () => {
    const spec = specOf(arn, {
      instanceMetadataOptions: { httpTokens: 'required' },
      keyPair: null,
      resourceTags: { team: 'golden', 'a/b': null },
      instanceTypes: [],
    })
    const [change] = await plan([spec], { live: { [arn]: live } })
    expect(change).toMatchObject({
      action: 'update',
      tags: { owner: 'platform' },
      fields: [
        { pointer: '/instanceMetadataOptions/httpTokens', kind: 'change', before: 'optional', after: 'required' },
        { pointer: '/instanceTypes', kind: 'clear', before: ['m7i.large'] },
        { pointer: '/keyPair', kind: 'clear', before: 'debug' },
        { pointer: '/resourceTags/a~1b', kind: 'clear', before: 'c' },
        { pointer: '/resourceTags/team', kind: 'change', before: 'images', after: 'golden' },
      ],
    })
    expect(change?.after).toEqual({
      instanceProfileName: 'Builder',
      instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1, newOption: true },
      resourceTags: { team: 'golden' },
      futureField: { mode: {} },
    })
    expect(change?.liveHash).toBe(hashFields(requestOf(live)))
  })

  it('replaces all that a spec can name, and says what it keeps', async () => {
    const spec = specOf(
      arn,
      { instanceProfileName: 'Builder', keyPair: null, description: 'new' },
      { update: 'replace' },
    )
    const [change] = await plan([spec], { live: { [arn]: { ...live, futureField: 'on' } } })
    expect(change?.after).toEqual({
      instanceProfileName: 'Builder',
      description: 'new',
      instanceMetadataOptions: { newOption: true },
      futureField: 'on',
    })
    expect(change?.reason).toBe('kept, as no spec can name it: /futureField, /instanceMetadataOptions/newOption')
  })

  it('sees no change between empty and absent', async () => {
    const [change] = await plan([specOf(arn, { logging: {}, instanceTypes: ['m7i.large'] })], { live: { [arn]: live } })
    expect(change).toMatchObject({ action: 'no-op', fields: [] })
  })

  it('sees no change in another order of the security groups, and one in that of the types', async () => {
    const groups = {
      subnetId: 'subnet-1',
      securityGroupIds: ['sg-1', 'sg-2'],
      instanceTypes: ['m7i.large', 'm6i.large'],
    }
    const at = { live: { [arn]: { ...live, ...groups } } }
    const [same] = await plan([specOf(arn, { securityGroupIds: ['sg-2', 'sg-1'] })], at)
    expect(same).toMatchObject({ action: 'no-op', fields: [] })
    const [other] = await plan([specOf(arn, { instanceTypes: ['m6i.large', 'm7i.large'] })], at)
    expect(other?.fields.map(({ pointer }) => pointer)).toEqual(['/instanceTypes'])
  })

  it('says which targets are missing, forbidden, foreign, unreadable or unnamed, and plans the others', async () => {
    const specs = ['gone', 'denied', 'fine'].map((name) => specOf(arnOf(name), { keyPair: null }))
    specs.push(specOf(arnOf('far', { region: 'us-east-1' }), {}), specOf('', {}))
    const changes = await plan(specs, {
      live: { [arnOf('denied')]: live, [arnOf('fine')]: live },
      options: { allow: { regions: ['eu-west-1'] } },
      simulated: {
        onGet(target) {
          if (target.endsWith('denied')) throw new ServiceError('refused', 'AccessDeniedException', 'not for you')
        },
      },
    })
    expect(changes.map(({ action, code }) => [action, code])).toEqual([
      ['missing', 'ResourceNotFoundException'],
      ['blocked', 'AccessDeniedException'],
      ['update', undefined],
      ['blocked', 'NotAllowed'],
      ['blocked', 'InvalidArn'],
    ])
    expect(changes[1]?.reason).toBe('AccessDeniedException: not for you')
    const [foreign] = await plan([specOf(arn, {})], { live: { [arn]: live }, simulated: { caller: '999999999999' } })
    expect(foreign).toMatchObject({ action: 'blocked', code: 'WrongAccount' })
    expect(foreign?.reason).toContain('999999999999')
  })

  it('outlasts throttles, and lets a broken service block its target', async () => {
    let throttles = 30
    const [patient, broken] = await plan([specOf(arn, {}), specOf(arnOf('broken'), {})], {
      live: { [arn]: live },
      simulated: {
        onGet(target) {
          if (target.endsWith('broken')) throw new ServiceError('unavailable', 'ServiceException', 'down')
          if (throttles-- > 0) throw new ServiceError('throttled', 'TooManyRequestsException', 'slow down')
        },
      },
    })
    expect(patient?.action).toBe('no-op')
    expect(broken).toMatchObject({ action: 'blocked', code: 'ServiceException' })
  })

  it('cannot go on without credentials', async () => {
    const failing = async () => {
      throw new ServiceError('credentials', 'CredentialsProviderError', 'Could not load credentials from any providers')
    }
    await expect(plan([specOf(arn, {})], { client: { get: failing } })).rejects.toMatchObject({ code: 'Credentials' })
  })

  it('learns from the pipelines, swept once, what builds containers', async () => {
    const pages = [
      { items: [{ infrastructureConfigurationArn: arn, containerRecipeArn: 'c' }], nextToken: 'more' },
      {
        items: [
          { infrastructureConfigurationArn: arn, imageRecipeArn: 'i' },
          { infrastructureConfigurationArn: arnOf('ami'), imageRecipeArn: 'i' },
        ],
      },
    ]
    let calls = 0
    const names = ['web', 'ami', 'unused', 'stated']
    const changes = await plan(
      names.map((name) => specOf(arnOf(name), {}, name === 'stated' ? { imageType: 'AMI' } : {})),
      {
        live: Object.fromEntries(names.map((name) => [arnOf(name), live])),
        client: {
          async listImagePipelines(token) {
            calls++
            return pages[token === undefined ? 0 : 1]!
          },
        },
      },
    )
    expect(changes.map(({ imageType }) => imageType)).toEqual(['DOCKER', 'AMI', undefined, 'AMI'])
    expect(calls).toBe(2)
  })

  it('goes on without pipelines that it may not list, and says so', async () => {
    const notices: string[] = []
    const [change] = await plan([specOf(arn, {})], {
      live: { [arn]: live },
      options: { onNotice: (notice) => notices.push(notice) },
      client: {
        async listImagePipelines() {
          throw new ServiceError('refused', 'AccessDeniedException', 'not for you')
        },
      },
    })
    expect(change?.action).toBe('no-op')
    expect(notices).toEqual([expect.stringContaining('not for you')])
  })

  it('ends when it is interrupted', async () => {
    const interrupt = new AbortController()
    const specs = Array.from({ length: 100 }, (_, index) => specOf(arnOf(`web-${index}`), {}))
    const onProgress = () => interrupt.abort(new Error('stop'))
    await expect(plan(specs, { options: { signal: interrupt.signal, onProgress } })).rejects.toThrow('stop')
  })
})

describe('what always holds', () => {
  const json = fc.jsonValue({ maxDepth: 3 })
  const configuration = fc.dictionary(fc.string(), json, { maxKeys: 5 }) as fc.Arbitrary<JsonObject>

  it('no difference and one hash go together', () => {
    fc.assert(
      fc.property(configuration, configuration, (one, other) => {
        expect(isSame(one, other)).toBe(hashFields(one) === hashFields(other))
        expect(isSame(one, structuredClone(one))).toBe(true)
      }),
    )
  })

  const listAndShuffled = fc
    .uniqueArray(fc.string(), { minLength: 2, maxLength: 6 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))

  it('the order of security groups makes no difference, that of instance types does', () => {
    fc.assert(
      fc.property(listAndShuffled, configuration, ([list, shuffled], rest) => {
        const groups = { ...rest, securityGroupIds: list }
        const types = { ...rest, instanceTypes: list }
        expect(diffFields(groups, { ...rest, securityGroupIds: shuffled })).toEqual([])
        expect(isSame(types, { ...rest, instanceTypes: shuffled })).toBe(String(list) === String(shuffled))
        const [changed] = diffFields(groups, { ...rest, securityGroupIds: shuffled.slice(1) })
        expect(changed).toMatchObject({ pointer: '/securityGroupIds', before: list, after: shuffled.slice(1) })
      }),
    )
  })

  it('applying a diff of leaves as a patch leads from before to after', () => {
    fc.assert(
      fc.property(configuration, configuration, (before, after) => {
        const clearsFirst = diffFields(before, after).sort(
          (one, other) => Number(other.kind === 'clear') - Number(one.kind === 'clear'),
        )
        const patched = clearsFirst.reduce<JsonObject>((result, { pointer, after: value }) => {
          const path = pointer
            .slice(1)
            .split('/')
            .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
          const patch = path.reduceRight<unknown>((inner, key) => Object.fromEntries([[key, inner]]), value ?? null)
          return mergePatch(result, patch as JsonObject) as JsonObject
        }, structuredClone(before))
        expect(diffFields(patched, after)).toEqual([])
      }),
    )
  })
})
