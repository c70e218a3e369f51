import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { applyChanges } from '../../src/apply/apply-changes.ts'
import { createImageBuilders } from '../../src/aws/clients.ts'
import type { ImageBuilders } from '../../src/aws/image-builder.ts'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import type { Lane } from '../../src/model/arn.ts'
import type { Clock } from '../../src/model/clock.ts'
import { systemClock, systemRandom } from '../../src/model/system.ts'
import { planChanges } from '../../src/plan/plan-changes.ts'
import { laneOf } from '../../src/resource/target-arn.ts'
import { arnOf, specOf } from '../support/changes.ts'
import { memoryJournal } from '../support/memory-journal.ts'
import { recordingProxy } from '../support/recording-proxy.ts'
import { certificatePath, tlsService, tunnel } from '../support/tls-service.ts'

const arn = arnOf('web')
const lane = laneOf(arn) as Lane
const seed = { infrastructureConfigurations: [{ arn, name: 'web', instanceProfileName: 'Builder' }] }
const update = (clientToken: string) => ({
  infrastructureConfigurationArn: arn,
  instanceProfileName: 'Builder',
  clientToken,
})

/** A local server, and an STS before which every session has ended as soon as it was given. */
async function serve(onAssume: () => void) {
  const local = await createLocalImageBuilder({ seed })
  onTestFinished(() => local.close())
  const sts = await recordingProxy(local.url, (body) => {
    if (body.includes('AssumeRole')) onAssume()
    return body.replace(/(<Expiration>)[^<]*/, `$1${new Date(Date.now() + 1_000).toISOString()}`)
  })
  const variables = { AWS_ACCESS_KEY_ID: '999999999999', AWS_SECRET_ACCESS_KEY: 'x', AWS_ENDPOINT_URL_STS: sts.url }
  for (const [name, value] of Object.entries({ ...variables, AWS_PROFILE: undefined, AWS_SESSION_TOKEN: undefined })) {
    vi.stubEnv(name, value)
  }
  onTestFinished(() => void vi.unstubAllEnvs())
  const targets = { role: 'arn:aws:iam::{account}:role/ibguard' }
  return { local, imageBuilders: createImageBuilders({ endpointUrl: local.url, targets }) }
}

describe('an update that is about to leave', () => {
  it('is asked for when it is signed, on a fresh connection and on one that was kept', async () => {
    const events: string[] = []
    const { local, imageBuilders } = await serve(() => {
      if (events.at(-1) !== 'credentials') events.push('credentials')
    })
    const client = imageBuilders(lane)
    for (const token of ['fresh', 'kept']) {
      await client.update(update(token), undefined, () => void events.push(`leaves, ${local.mutations.length} done`))
    }
    expect(events).toEqual(['credentials', 'leaves, 0 done', 'credentials', 'leaves, 1 done'])
    expect(local.mutations).toHaveLength(2)
  })

  it('never arrives when it is kept back, and the next one does', async () => {
    const { local, imageBuilders } = await serve(() => {})
    const client = imageBuilders(lane)
    const late = new Error('late')
    await expect(client.update(update('fresh'), undefined, () => late)).rejects.toThrow('late')
    await client.get(arn)
    await expect(client.update(update('kept'), undefined, () => late)).rejects.toThrow('late')
    await client.update(update('third'), undefined, () => undefined)
    expect(local.mutations.map(({ request }) => request.clientToken)).toEqual(['third'])
  })

  it.each(['TLS', 'TLS through a proxy'])('is kept back over %s too, fresh or kept, and leaves whole', async (way) => {
    const service = await tlsService(lane.account)
    const proxy = await tunnel(service.port)
    const variables = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'x', AWS_CA_BUNDLE: certificatePath }
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'AWS_PROFILE']) vi.stubEnv(name, '')
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
    if (way !== 'TLS') vi.stubEnv('HTTPS_PROXY', proxy.url)
    onTestFinished(() => void vi.unstubAllEnvs())
    const client = createImageBuilders({ endpointUrl: service.url })(lane)
    const late = new Error('late')
    let asked = 0
    const leaving = (objection?: Error) => () => {
      asked++
      return objection
    }
    await expect(client.update(update('fresh'), undefined, leaving(late))).rejects.toThrow('late')
    expect(service.asked).toHaveLength(0)
    await client.update(update('passes'), undefined, leaving())
    await expect(client.update(update('kept'), undefined, leaving(late))).rejects.toThrow('late')
    await client.update(update('passes'), undefined, leaving())
    expect(service.asked).toHaveLength(2)
    expect(asked).toBe(4)
    expect(proxy.asked.length > 0).toBe(way !== 'TLS')
  })

  it('does not go over what somebody changed while its credentials were on their way', async () => {
    let offset = 0
    let isRead = false
    const { local, imageBuilders } = await serve(() => {
      if (isRead) offset = 20_000
    })
    const clock: Clock = {
      now: () => systemClock.now() + offset,
      elapsed: () => systemClock.elapsed() + offset,
      sleep: (ms, signal) => systemClock.sleep(ms / 100, signal),
    }
    const somebody = createImageBuilders({ local })(lane)
    const watched: ImageBuilders = (place) => {
      const client = imageBuilders(place)
      return {
        ...client,
        async get(...question) {
          const live = await client.get(...question)
          if (!isRead) await somebody.update({ ...update('somebody'), keyPair: 'theirs' })
          isRead = true
          return live
        },
      }
    }
    const ports = { clock, random: systemRandom }
    const changes = await planChanges(
      [specOf(arn, { description: 'ours' })],
      { ...ports, imageBuilders },
      { concurrency: 1 },
    )
    const { outcomes } = await applyChanges(
      changes,
      { ...ports, imageBuilders: watched, journal: memoryJournal() },
      { concurrency: 1, rate: 'auto', maxFailures: 0, waves: [], verify: true },
    )
    expect(outcomes).toMatchObject([
      { status: 'skipped', attempts: 0, error: { code: 'StalePlan', message: expect.stringContaining('/keyPair') } },
    ])
    expect(local.mutations.map(({ request }) => request.clientToken)).toEqual(['somebody'])
  })
})
