import { describe, expect, it } from 'vitest'
import { createPatience } from '../../src/github/patience.ts'
import { persist } from '../../src/github/persist.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

interface Answer {
  status: number
  headers?: Record<string, string>
  message?: string
}

const limited = (status: number, headers: Record<string, string> = {}, message = 'secondary rate limit'): Answer => ({
  status,
  headers,
  message,
})

/** What a call comes to with these answers, `hang` for none at all, after which it succeeds, and how long that takes. */
async function call(answers: readonly (Answer | 'hang')[], { retries = 2, isEndless = false } = {}) {
  const clock = createVirtualClock()
  const start = clock.now()
  const patience = createPatience(clock, new AbortController().signal)
  let sent = 0
  const send = async (): Promise<string> => {
    const answer = answers[isEndless ? 0 : sent]
    sent++
    if (answer === undefined) return 'done'
    if (answer === 'hang') return new Promise(() => undefined)
    const { status, message, headers } = answer
    throw Object.assign(new Error(message), { status, response: { headers } })
  }
  const result = await clock.run(persist(send, patience, retries)).catch((error: Error) => error.message)
  return { result, sent, seconds: (clock.now() - start) / 1_000 }
}

describe('a limit', () => {
  it.each([
    ['retry-after', [limited(403, { 'retry-after': '7' })], 7],
    ['retry-after twice', [limited(403, { 'retry-after': '25' }), limited(429, { 'retry-after': '25' })], 50],
    ['of the hour', [limited(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767225610' }, 'no')], 11],
    ['429 that says nothing', [limited(429, {}, 'no'), limited(429, {}, 'no')], 3],
  ])('is waited for: %s', async (_, answers, seconds) => {
    expect(await call(answers)).toEqual({ result: 'done', sent: answers.length + 1, seconds })
  })

  it.each([
    ['longer than all the time there is', { 'retry-after': '61' }, 1],
    ['that comes again', { 'retry-after': '40' }, 2],
    ['of the hour that ends too late', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767225700' }, 1],
    ['of a minute, as nothing else is said', {}, 1],
  ])('ends the call with its own words: one %s', async (_, headers, sent) => {
    const made = await call([limited(403, headers)], { isEndless: true })
    expect(made).toMatchObject({ result: 'secondary rate limit', sent })
    expect(made.seconds).toBeLessThanOrEqual(60)
  })

  it('is no end by itself: an endless 429 holds the run for 60 s at most, whatever each answer asks for', async () => {
    for (const after of ['1', '3', '20']) {
      const { result, seconds } = await call([limited(429, { 'retry-after': after })], { isEndless: true })
      expect(result).toBe('secondary rate limit')
      expect(seconds).toBeLessThanOrEqual(60)
    }
  })
})

describe('an answer that does not come', () => {
  it('ends the request after 15 s; a read is sent again, a write is not', async () => {
    expect(await call(['hang'])).toEqual({ result: 'done', sent: 2, seconds: 16 })
    expect(await call(['hang'], { retries: 0 })).toEqual({
      result: 'GitHub did not answer within 15 s.',
      sent: 1,
      seconds: 15,
    })
  })

  it('holds the run for 60 s in all calls together', async () => {
    const clock = createVirtualClock()
    const start = clock.now()
    const patience = createPatience(clock, new AbortController().signal)
    const hang = () => new Promise<never>(() => undefined)
    const ends: string[] = []
    const calls = async (): Promise<void> => {
      for (let at = 0; at < 9; at++) {
        await clock.sleep(1_000)
        await persist(hang, patience, 0).catch((error: Error) => ends.push(error.message))
      }
    }
    await clock.run(calls())
    expect(ends.slice(0, 4)).toEqual(Array(4).fill('GitHub did not answer within 15 s.'))
    expect(ends.slice(4)).toEqual(Array(5).fill('GitHub took more than 60 s in all; the run waits no longer.'))
    expect(clock.now() - start).toBe(69_000)
  })

  it.each(['a request', 'a pause'])('does not outlast the signal of the run: %s', async (what) => {
    const clock = createVirtualClock()
    const start = clock.now()
    const cancelled = new AbortController()
    const patience = createPatience(clock, cancelled.signal)
    const waiting = what === 'a pause' ? patience.sleep(30_000) : patience.ask(() => new Promise(() => undefined))
    const end = clock.sleep(2_000).then(() => cancelled.abort(new Error('SIGTERM')))
    await clock.run(expect(waiting).rejects.toThrow('SIGTERM'))
    await end
    expect(clock.now() - start).toBe(2_000)
  })
})
