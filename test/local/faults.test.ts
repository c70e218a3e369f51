import { UpdateInfrastructureConfigurationCommand } from '@aws-sdk/client-imagebuilder'
import { describe, expect, test } from 'vitest'
import type { LocalImageBuilder, LocalImageBuilderOptions } from '../../src/local/index.ts'
import { parseFault } from '../../src/local/index.ts'
import type { WallClock } from '../../src/model/clock.ts'
import type { Random } from '../../src/model/random.ts'
import { arnOf, clientFor, send, startLocal } from './support/client.ts'

const arn = arnOf('web')
const seed = ['web', 'db'].map((name) => ({ infrastructureConfigurationArn: arnOf(name), instanceProfileName: 'p' }))

function fakeClock(): WallClock & { time: number } {
  return {
    time: Date.UTC(2026, 0, 1),
    now() {
      return this.time
    },
    async sleep(ms) {
      this.time += ms
    },
  }
}

function seededRandom(seed: number): Random {
  let state = seed
  let count = 0
  return {
    next() {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31
      return state / 2 ** 31
    },
    uuid: () => `00000000-0000-4000-8000-${String(count++).padStart(12, '0')}`,
  }
}

let tokens = 0
function update(local: LocalImageBuilder, name = 'web', clientToken = `token-${tokens++}`) {
  const body = { infrastructureConfigurationArn: arnOf(name), instanceProfileName: 'builder', clientToken }
  return send(local.url, '/UpdateInfrastructureConfiguration', { body })
}

function start(fault: string | string[], options: LocalImageBuilderOptions = {}) {
  const faults = [fault].flat().map((text) => `UpdateInfrastructureConfiguration=${text}`)
  return startLocal({ seed, fault: faults, ...options })
}

describe('a fault', () => {
  test.each([
    ['CallRateLimitExceededException', 429],
    ['TooManyRequestsException', 429],
    ['ServiceException', 500],
    ['ServiceUnavailableException', 503],
    ['ThrottlingException', 400],
  ])('%s is raised before the write, as often as it says', async (name, status) => {
    const local = await start(`${name}:x1`)
    expect(await update(local, 'web', 'same')).toMatchObject({ status, errorType: name })
    expect(local.mutations).toHaveLength(0)
    expect((await update(local, 'web', 'same')).status).toBe(200)
  })

  test('html-502 is a proxy that never asked the service', async () => {
    const local = await start('html-502:x1')
    expect(await update(local)).toMatchObject({
      status: 502,
      errorType: null,
      body: { text: expect.stringContaining('<html>') },
    })
    expect(local.mutations).toHaveLength(0)
  })

  test.each([
    ['reset-before', 0],
    ['reset-after', 1],
    ['truncate', 1],
  ])('%s loses the answer of %j writes', async (kind, writes) => {
    const local = await start(`${kind}:x1`)
    await expect(update(local, 'web', 'same')).rejects.toThrow()
    expect(local.mutations).toHaveLength(writes)
    expect((await update(local, 'web', 'same')).status).toBe(200)
    expect(local.mutations).toHaveLength(1)
  })

  test('in-use lasts from its first hit, once for each ARN', async () => {
    const clock = fakeClock()
    const local = await start('in-use=30s:x1', { clock })
    expect((await update(local)).errorType).toBe('ResourceInUseException')
    clock.time += 20_000
    expect((await update(local)).errorType).toBe('ResourceInUseException')
    expect((await update(local, 'db')).errorType).toBe('ResourceInUseException')
    clock.time += 10_000
    expect((await update(local)).status).toBe(200)
    expect((await update(local, 'db')).errorType).toBe('ResourceInUseException')
    clock.time += 20_000
    expect((await update(local, 'db')).status).toBe(200)
    expect((await update(local)).status).toBe(200)
  })

  test('profile-missing has the words of the service', async () => {
    const local = await start('profile-missing=1m', { clock: fakeClock() })
    expect(await update(local)).toMatchObject({
      status: 400,
      errorType: 'InvalidParameterValueException',
      body: { message: expect.stringContaining('instance profile does not exist') },
    })
  })

  test('strikes one ARN when it names one, and no request that is refused anyway', async () => {
    const local = await start(`ServiceException:x1@${arn}`)
    expect((await update(local, 'db')).status).toBe(200)
    expect((await update(local, 'none')).status).toBe(404)
    expect((await update(local)).status).toBe(500)
    expect((await update(local)).status).toBe(200)
  })

  test('of a chance strikes the same requests for the same random numbers', async () => {
    const statuses = async () => {
      const local = await start('ServiceException:30%', { random: seededRandom(7) })
      const answers: number[] = []
      for (let index = 0; index < 40; index += 1) answers.push((await update(local)).status)
      return answers
    }
    const first = await statuses()
    expect(await statuses()).toEqual(first)
    expect(first.filter((status) => status === 500).length).toBeGreaterThan(3)
    expect(first.filter((status) => status === 200).length).toBeGreaterThan(20)
  })

  test('of one resource strikes its Create too, and the replay', async () => {
    const fault = `CreateInfrastructureConfiguration=reset-after:x2@${arnOf('new')}`
    const local = await startLocal({ fault })
    const create = (name: string) => {
      const body = { name, instanceProfileName: 'builder', clientToken: name }
      return send(local.url, '/CreateInfrastructureConfiguration', { body })
    }
    expect((await create('other')).status).toBe(200)
    await expect(create('new')).rejects.toThrow()
    await expect(create('new')).rejects.toThrow()
    expect(await create('new')).toMatchObject({ status: 200, body: { infrastructureConfigurationArn: arnOf('new') } })
    expect(local.mutations).toHaveLength(2)
  })

  test('that answers an error does so after the delays', async () => {
    const clock = fakeClock()
    const local = await start(['delay=2s', 'ServiceException:x1', 'delay=1s'], { clock })
    const before = clock.time
    expect((await update(local)).status).toBe(500)
    expect(clock.time - before).toBe(2000)
  })

  test('can be added later, and delays add up with the latency', async () => {
    const clock = fakeClock()
    const local = await startLocal({ seed, clock, latency: 50 })
    local.faults.add({ operation: 'UpdateInfrastructureConfiguration', kind: 'delay=2s', count: 1 })
    const before = clock.time
    await update(local)
    expect(clock.time - before).toBe(2050)
  })
})

describe('the SDK', () => {
  const command = () =>
    new UpdateInfrastructureConfigurationCommand({ infrastructureConfigurationArn: arn, instanceProfileName: 'sdk' })

  test.each([
    ['CallRateLimitExceededException', { name: 'CallRateLimitExceededException', $metadata: { httpStatusCode: 429 } }],
    ['TooManyRequestsException', { name: 'TooManyRequestsException', $metadata: { httpStatusCode: 429 } }],
    ['ServiceException', { name: 'ServiceException', $metadata: { httpStatusCode: 500 } }],
    ['ServiceUnavailableException', { name: 'ServiceUnavailableException', $metadata: { httpStatusCode: 503 } }],
    ['html-502', { $metadata: { httpStatusCode: 502 } }],
    ['reset-before', { code: 'ECONNRESET' }],
    ['reset-after', { code: 'ECONNRESET' }],
    ['truncate', { code: 'ECONNRESET', $metadata: { httpStatusCode: 200 } }],
    ['in-use=30s', { name: 'ResourceInUseException', $metadata: { httpStatusCode: 400 } }],
    ['profile-missing=30s', { name: 'InvalidParameterValueException' }],
  ])('sees %s as what it is', async (kind, error) => {
    const { url } = await start(`${kind}:x1`, { clock: fakeClock() })
    await expect(clientFor(url).send(command())).rejects.toMatchObject(error)
  })

  test.each([
    'CallRateLimitExceededException',
    'TooManyRequestsException',
    'ServiceException',
    'ServiceUnavailableException',
    'html-502',
    'reset-before',
    'reset-after',
  ])('gets over %s with its own retries, and the update is done once', async (kind) => {
    const { url, mutations } = await start(`${kind}:x1`)
    await expect(clientFor(url, 'local', 'eu-west-1', 2).send(command())).resolves.toMatchObject({
      infrastructureConfigurationArn: arn,
    })
    expect(mutations).toHaveLength(1)
  })
})

test.each([
  ['CallRateLimitExceededException', '1'],
  ['ThrottlingException', '1'],
  ['ServiceUnavailableException', '1'],
  ['ServiceException', null],
  ['ResourceInUseException', null],
])('with retryAfter a raised %s says to wait %j seconds', async (kind, seconds) => {
  for (const retryAfter of [true, false]) {
    const local = await start(`${kind}:x1`, { retryAfter })
    expect((await update(local)).headers.get('retry-after')).toBe(retryAfter ? seconds : null)
  }
})

test('a fault keeps its request from the bucket', async () => {
  const faults = ['ServiceException:x1', 'reset-before:x1', 'html-502:x1', 'in-use=1s']
  const clock = fakeClock()
  const local = await start(faults, { clock, rate: 0.001 })
  for (const status of [500, 'reset', 502, 400]) {
    expect(
      await update(local).then(
        (answer) => answer.status,
        () => 'reset',
      ),
    ).toBe(status)
  }
  clock.time += 1000
  expect((await update(local)).status).toBe(200)
  expect((await update(local)).status).toBe(429)
})

test.each([
  ['nothing', 'is not of the form'],
  ['UpdateInfrastructure=reset-after', 'operation "UpdateInfrastructure"'],
  ['UpdateInfrastructureConfiguration=explode', 'kind "explode"'],
  ['UpdateInfrastructureConfiguration=in-use', 'kind "in-use"'],
  ['UpdateInfrastructureConfiguration=truncate=3s', 'kind "truncate=3s"'],
  ['UpdateInfrastructureConfiguration=delay=soon', 'duration "soon"'],
  ['UpdateInfrastructureConfiguration=truncate:150%', 'chance 1.5'],
])('the fault %s is refused: %s', (text, message) => {
  expect(() => parseFault(text)).toThrow(message)
})

describe('the rate', () => {
  const clientTokens = ['a', 'b', 'c', 'd']

  test('holds for each account and Region, and a throttled request uses up no token', async () => {
    const clock = fakeClock()
    const local = await startLocal({ seed, clock, rate: 0.5, burst: 2, retryAfter: true })
    const statuses: number[] = []
    for (const token of clientTokens) statuses.push((await update(local, 'web', token)).status)
    expect(statuses).toEqual([200, 200, 429, 429])
    const throttled = await update(local, 'web', 'c')
    expect(throttled).toMatchObject({ errorType: 'CallRateLimitExceededException' })
    expect(throttled.headers.get('retry-after')).toBe('2')
    clock.time += 2000
    expect((await update(local, 'web', 'c')).status).toBe(200)
    expect((await update(local, 'web', 'd')).status).toBe(429)
    expect(local.mutations).toHaveLength(3)
  })

  test('is not used up by what is refused, nor by reads, which have their own', async () => {
    const local = await startLocal({ seed, clock: fakeClock(), rate: 1, readRate: 1 })
    const read = () => send(local.url, '/ListImagePipelines', { method: 'POST', body: {} })
    expect((await update(local, 'none')).status).toBe(404)
    expect((await read()).status).toBe(200)
    expect((await read()).errorType).toBe('CallRateLimitExceededException')
    const answer = await update(local)
    expect(answer.status).toBe(200)
    expect((await update(local)).headers.get('retry-after')).toBeNull()
  })

  test('is shared with a rival', async () => {
    const clock = fakeClock()
    const local = await startLocal({ seed, clock, rate: 10, burst: 1, rival: 0.5 })
    let accepted = 0
    for (let index = 0; index < 200; index += 1) {
      clock.time += 50
      if ((await update(local)).status === 200) accepted += 1
    }
    // 10 seconds at 10 a second, half of them the rival's.
    expect(accepted).toBeGreaterThanOrEqual(40)
    expect(accepted).toBeLessThanOrEqual(60)
  })
})
