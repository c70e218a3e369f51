import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutWaves, failureBudget } from '../../src/apply/waves.ts'

const percent = fc.integer({ min: 1, max: 100 })
const total = fc.integer({ min: 1, max: 20_000 })
/** In whole numbers, so that no fraction gets in the way. */
const shareOf = (share: number, all: number) => Math.floor((share * all + 99) / 100)

it('rounds a share of the updates up, and by no more than that', () => {
  fc.assert(
    fc.property(percent, total, (share, all) => {
      expect(failureBudget(`${share}%`, all)).toBe(Math.max(1, shareOf(share, all)))
      const [first] = cutWaves(Array.from({ length: all }), [`${share}%`])
      expect(first).toHaveLength(shareOf(share, all))
    }),
    {
      examples: [
        [7, 100],
        [28, 25],
        [14, 50],
      ],
    },
  )
})
