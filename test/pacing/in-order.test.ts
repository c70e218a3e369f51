import { expect, it } from 'vitest'
import { workInOrder } from '../../src/pacing/in-order.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

it('begins an item when the one before it in its lane has begun, and answers in the order of the items', async () => {
  const clock = createVirtualClock(0)
  const log: string[] = []
  const work = async (item: string, begun: () => void) => {
    log.push(`${item} waits at ${clock.now()}`)
    await clock.sleep(10)
    begun()
    await clock.sleep(item === 'a1' ? 100 : 0)
    log.push(`${item} ends at ${clock.now()}`)
    return item.toUpperCase()
  }
  const results = await clock.run(workInOrder(['a1', 'b1', 'a2'], (item) => item[0], work))
  expect(results).toEqual(['A1', 'B1', 'A2'])
  expect(log).toEqual([
    'a1 waits at 0',
    'b1 waits at 0',
    'a2 waits at 10',
    'b1 ends at 10',
    'a2 ends at 20',
    'a1 ends at 110',
  ])
})

it('goes on after an item that ended without a turn', async () => {
  expect(
    await workInOrder(
      [1, 2, 3],
      () => 'lane',
      async (item) => item * 2,
    ),
  ).toEqual([2, 4, 6])
})

it('rejects at once and begins nothing more when an item fails', async () => {
  const begunItems: number[] = []
  const working = workInOrder(
    [1, 2, 3, 4],
    () => 'lane',
    async (item, begun) => {
      begunItems.push(item)
      if (item === 2) throw new Error('no credentials')
      begun()
      return new Promise<never>(() => {})
    },
  )
  await expect(working).rejects.toThrow('no credentials')
  expect(begunItems).toEqual([1, 2])
})
