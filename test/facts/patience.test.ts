import { expect, it } from 'vitest'
import type { AccountCalls } from '../../src/aws/account-calls.ts'
import { type ImageBuilder, ServiceError } from '../../src/aws/image-builder.ts'
import { type LearnOptions, learnFacts } from '../../src/facts/learn-facts.ts'
import type { JsonObject } from '../../src/model/json.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'
import { account, wanted } from './account.ts'

type Answering = (action: string, input: JsonObject) => JsonObject

/** What is learned of an account that answers as told, on a virtual clock. */
async function learn(answering: Answering, names: string[], options: Partial<LearnOptions> = {}, caller?: string) {
  const clock = createVirtualClock()
  let calls = 0
  const calling: AccountCalls = {
    async call(_service, action, input = {}) {
      calls++
      return answering(action, input)
    },
    rest: () => Promise.reject(new Error('nothing asks this way')),
  }
  const imageBuilders = () => ({ callerAccount: async () => caller }) as unknown as ImageBuilder
  const ports = { clock, random: seededRandom(1), imageBuilders, accounts: () => calling }
  const all = names.map((keyPair) => wanted({ keyPair }, { needs: ['keyPair'] }))
  const started = clock.now()
  const { learned, time } = await clock.run(learnFacts(all, ports, { concurrency: 20, ...options }))
  const answers = learned.map(({ answer }) => answer)
  return { answers, calls, learned, time, minutes: (clock.now() - started) / 60_000 }
}

const found = ({ KeyName }: JsonObject): JsonObject => ({
  keySet: [KeyName ?? []].flat().map((keyName) => ({ keyName })),
})
const missing: Answering = () => {
  throw new ServiceError('not-found', 'InvalidKeyPair.NotFound', 'as told')
}
const failing =
  (kind: ConstructorParameters<typeof ServiceError>[0], code: string): Answering =>
  () => {
    throw new ServiceError(kind, code, 'as told')
  }
const names = Array.from({ length: 100 }, (_, index) => `key-${index}`)

it('waits out throttles and outages that pass', async () => {
  let left = 5
  const { answers } = await learn((_action, input) => {
    if (left-- > 0) throw new ServiceError(left % 2 === 0 ? 'throttled' : 'unavailable', 'RequestLimitExceeded', 'no')
    return found(input)
  }, names)
  expect(answers).toEqual(names.map(() => ({ known: { exists: true } })))
})

it('gives up after ten minutes without an accepted call, and says so', async () => {
  const { answers, minutes } = await learn(failing('throttled', 'RequestLimitExceeded'), names)
  expect(minutes).toBeGreaterThan(9.9)
  expect(minutes).toBeLessThan(12)
  for (const answer of answers) {
    expect(answer).toMatchObject({
      unanswered: {
        permission: 'ec2:DescribeKeyPairs',
        why: 'throttled',
        reason: `ec2 of account ${account} in eu-west-1 has accepted no call for 10 minutes`,
      },
    })
  }
})

it.each([
  ['unavailable', 'ECONNREFUSED', 8],
  ['credentials', 'ExpiredToken', 1],
  ['machine', 'CERT_HAS_EXPIRED', 1],
  ['refused', 'NoEndpoint', 1],
  ['refused', 'AssumeRoleFailed', 1],
] as const)('asks a service that is %s (%s) no further', async (kind, code, tries) => {
  const { answers, calls, minutes } = await learn(failing(kind, code), names, { concurrency: 1 })
  expect(answers).toHaveLength(100)
  expect(new Set(answers.map((answer) => 'unanswered' in answer && answer.unanswered.why))).toEqual(
    new Set(['unreachable']),
  )
  expect(minutes).toBeLessThan(3)
  expect(calls).toBeLessThan(100 * tries)
})

it('a service that answers is asked on, whatever a single question comes to', async () => {
  const { answers, calls } = await learn(
    (_action, input) => {
      if (String(input.KeyName) === 'bad') throw new ServiceError('unavailable', 'InternalFailure', 'as told')
      return found(input)
    },
    ['good', 'bad', 'better'],
  )
  expect(answers.map((answer) => 'known' in answer)).toEqual([true, false, true])
  expect(calls).toBe(2 + 8)
})

it.each<[string, JsonObject]>([
  ['nothing', {}],
  ['a list of texts', { keySet: ['a'] }],
  ['a text', { keySet: 'a' }],
  ['a number', { keySet: 1 }],
  ['another', { keySet: [{ keyName: 'other' }] }],
])('nonsense for an answer (%s) is no answer, and no error', async (_what, answer) => {
  expect((await learn(() => answer, ['debug'])).answers).toMatchObject([{ unanswered: { why: 'unreachable' } }])
})

it('asks nothing with the credentials of another account', async () => {
  const { answers, calls } = await learn(() => ({}), ['debug'], {}, '999988887777')
  expect(calls).toBe(0)
  expect(answers).toMatchObject([
    { unanswered: { why: 'unreachable', reason: expect.stringContaining('those of account 999988887777') } },
  ])
})

it('asks nothing outside of the fence', async () => {
  expect(await learn(() => ({}), ['debug'], { allow: { regions: ['us-east-1'] } })).toMatchObject({
    calls: 0,
    answers: [],
  })
})

it('believes what it is given, keeps its time, and asks for the rest', async () => {
  const first = await learn((_action, input) => found(input), ['a'])
  const earlier = { time: '2025-12-31T00:00:00.000Z', learned: first.learned }
  expect(await learn(missing, ['a'], { earlier })).toMatchObject({ calls: 0, time: earlier.time })
  const more = await learn(missing, ['a', 'b'], { earlier })
  expect(more).toMatchObject({ calls: 1, time: '2026-01-01T00:00:00.000Z' })
  expect(more.answers).toEqual([{ known: { exists: true } }, { known: { exists: false } }])
})
