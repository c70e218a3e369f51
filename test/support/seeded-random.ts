import type { Random } from '../../src/model/random.ts'

/** The same numbers and tokens for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  let count = 0
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
    },
    uuid: () => `token-${seed}-${count++}`,
  }
}
