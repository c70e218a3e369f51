import { describe, expect, it } from 'vitest'
import { learnedRate, type Rate } from '../../src/pacing/rate.ts'

/** Answers a second apart: `+` accepted, `-` refused. */
function answered(rate: Rate, answers: string): Rate {
  for (const [at, answer] of [...answers].entries()) {
    if (answer === '+') rate.accepted((at + 1) * 1_100, 60)
    else rate.throttled((at + 1) * 1_100, 10)
  }
  return rate
}

describe('a call that was given its turn at the first pace', () => {
  const first = 5
  const clean = '+'.repeat(10)

  it('comes too fast when the bucket was found empty meanwhile', () => {
    expect(answered(learnedRate(first), clean).isTooFast(first)).toBe(false)
    expect(answered(learnedRate(first), `${clean}-`).isTooFast(first)).toBe(true)
  })

  it('is made all the same at a slow bucket of one, where only the time between two calls counts', () => {
    const rate = answered(learnedRate(first), '+--')
    expect(rate.isByGap).toBe(true)
    expect(rate.perSecond).toBeLessThan(first / 2)
    expect(rate.isTooFast(first)).toBe(false)
  })

  it('is made all the same beside somebody who keeps the bucket empty, however slow the pace', () => {
    const rate = answered(learnedRate(first), clean + '---+'.repeat(12))
    expect(rate.perSecond).toBeLessThan(first / 2)
    expect(rate.isTooFast(first)).toBe(false)
  })
})
