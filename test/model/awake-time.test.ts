import { expect, it } from 'vitest'
import { beatMs, createAwakeTime } from '../../src/model/awake-time.ts'

/** Time awake, with a beat each second as long as the process runs. */
function begin() {
  let now = 5_000
  const awake = createAwakeTime(() => now)
  const pass = (ms: number) => {
    now += ms
  }
  const run = (ms: number) => {
    for (let left = ms; left > 0; left -= beatMs) {
      pass(Math.min(left, beatMs))
      awake.beat()
    }
  }
  awake.beat()
  return { awake, pass, run }
}

it('counts what was run through, also with a beat that is late', () => {
  const { awake, pass, run } = begin()
  const start = awake.elapsed()
  run(60_000)
  pass(9_000)
  awake.beat()
  expect(awake.elapsed() - start).toBe(69_000)
})

it('leaves out what was slept through, whoever looks first', () => {
  for (const looksFirst of [true, false]) {
    const { awake, pass, run } = begin()
    const start = awake.elapsed()
    run(3_000)
    pass(8 * 3_600_000)
    if (!looksFirst) awake.beat()
    expect(awake.elapsed() - start).toBe(3_000 + beatMs)
    run(2_000)
    expect(awake.elapsed() - start).toBe(5_000 + beatMs)
  }
})

it('counts all of the time in which nothing waited, as nobody knows better', () => {
  const { awake, pass } = begin()
  const start = awake.elapsed()
  awake.rest()
  pass(60_000)
  expect(awake.elapsed() - start).toBe(60_000)
})
