import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseShard, shardMatrix, takeShard } from '../../src/plan/shards.ts'
import { laneOf } from '../../src/resource/target-arn.ts'
import { arnOf } from '../support/changes.ts'

type Cut = Parameters<typeof takeShard>[1][number]

const changes: fc.Arbitrary<Cut[]> = fc.uniqueArray(
  fc.record({
    arn: fc.oneof(
      {
        weight: 9,
        arbitrary: fc
          .tuple(fc.nat(30), fc.nat(6), fc.constantFrom('eu-west-1', 'us-east-1', 'cn-north-1'))
          .map(([name, account, region]) => arnOf(`web-${name}`, { account: `${account}`.repeat(12), region })),
      },
      fc.constantFrom('no-arn', 'arn:aws:s3:::bucket'),
    ),
    action: fc.constantFrom<Cut['action']>('update', 'update', 'no-op', 'missing', 'blocked'),
  }),
  { selector: ({ arn }) => arn, maxLength: 60 },
)
const counts = fc.integer({ min: 1, max: 12 })
const laneName = (arn: string): string => JSON.stringify(laneOf(arn) ?? '')

test('the shards are the plan, each target once, and no account and Region is in two', () => {
  fc.assert(
    fc.property(changes, counts, (plan, count) => {
      const parts = Array.from({ length: count }, (_, at) => takeShard(plan, plan, { index: at + 1, count }))
      expect(
        parts
          .flat()
          .map(({ arn }) => arn)
          .sort(),
      ).toEqual(plan.map(({ arn }) => arn).sort())
      const lanes = parts.flatMap((part) => [...new Set(part.map(({ arn }) => laneName(arn)))])
      expect(new Set(lanes).size).toBe(lanes.length)
      const { include } = shardMatrix(plan, count)
      expect(include.map(({ shard }) => shard)).toEqual(parts.map((_, at) => `${at + 1}/${count}`))
      const updates = parts.map((part) => part.filter(({ action }) => action === 'update').length)
      expect(include.map((each) => each.changes)).toEqual(updates)
    }),
  )
})

test('no order of the plan changes where a target belongs', () => {
  fc.assert(
    fc.property(changes, counts, fc.func(fc.nat()), (plan, count, rank) => {
      const shuffled = plan.toSorted((a, b) => rank(a.arn) - rank(b.arn))
      for (let index = 1; index <= count; index++) {
        const part = takeShard(plan, plan, { index, count })
        const other = takeShard(shuffled, shuffled, { index, count })
        expect(new Set(other.map(({ arn }) => arn))).toEqual(new Set(part.map(({ arn }) => arn)))
      }
    }),
  )
})

test('the work is spread as evenly as whole accounts and Regions allow', () => {
  fc.assert(
    fc.property(changes, counts, (plan, count) => {
      const updates = plan.filter(({ action }) => action === 'update')
      const loads = shardMatrix(plan, count).include.map((each) => each.changes)
      const largest = Math.max(
        0,
        ...[...Map.groupBy(updates, ({ arn }) => laneName(arn)).values()].map((l) => l.length),
      )
      // Graham's bound: the last lane went to the part that had least.
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(largest)
    }),
  )
})

test('what the plan does not know is in one shard, and a smaller selection stays where it was', () => {
  const plan = ['1', '2', '3', '4'].map(
    (account): Cut => ({
      arn: arnOf('web', { account: account.repeat(12) }),
      action: 'update',
    }),
  )
  const stranger = { arn: arnOf('new', { account: '9'.repeat(12) }) }
  const parts = [1, 2, 3].map((index) => takeShard([stranger], plan, { index, count: 3 }).length)
  expect(parts).toEqual([1, 0, 0])
  for (const [at] of plan.entries()) {
    const one = plan.slice(at, at + 1)
    const homes = [1, 2, 3].filter((index) => takeShard(one, plan, { index, count: 3 }).length > 0)
    expect(homes).toEqual(
      [1, 2, 3].filter((index) => takeShard(plan, plan, { index, count: 3 }).includes(one[0] as Cut)),
    )
  }
})

test.each(['1/1', '2/4', '256/256'])('%s is a shard', (text) => {
  expect(parseShard(text)).toEqual({ index: Number(text.split('/')[0]), count: Number(text.split('/')[1]) })
})

test.each(['0/4', '5/4', '1/0', '1', '1/257', '01/4', '1/4/2', 'a/b', '-1/4', '1.5/4', ''])('%j is none', (text) => {
  expect(parseShard(text)).toBeUndefined()
})
