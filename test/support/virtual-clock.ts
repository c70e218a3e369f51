import type { Clock } from '../../src/model/clock.ts'

interface Timer {
  at: number
  order: number
  wake: () => void
}

export interface VirtualClock extends Clock {
  /** Runs `work`, jumping to the next timer whenever nothing else is left to do. */
  run<T>(work: Promise<T>): Promise<T>
  /** Somebody sets the wall clock: by an hour back, say. */
  set(byMs: number): void
  /** The process does not run meanwhile, though the world does. */
  freeze(ms: number): void
}

/** Time that passes only when everybody waits. */
export function createVirtualClock(start: number = Date.parse('2026-01-01T00:00:00Z')): VirtualClock {
  let now = start
  let setBy = 0
  let frozen = 0
  let order = 0
  const timers = new Heap()

  return {
    now: () => now + setBy,
    elapsed: () => now - frozen,
    set(byMs) {
      setBy += byMs
    },
    freeze(ms) {
      now += ms
      frozen += ms
    },
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const onAbort = () => reject(signal?.reason)
        signal?.addEventListener('abort', onAbort, { once: true })
        const wake = () => {
          signal?.removeEventListener('abort', onAbort)
          resolve()
        }
        timers.push({ at: now + Math.max(ms, 0), order: order++, wake })
      })
    },
    async run(work) {
      let isDone = false
      const end = () => {
        isDone = true
      }
      work.then(end, end)
      for (;;) {
        await new Promise((resolve) => process.nextTick(resolve))
        if (isDone) return work
        const next = timers.pop()
        if (!next) throw new Error('everybody waits and no timer is left')
        now = Math.max(now, next.at)
        next.wake()
      }
    },
  }
}

/** A binary heap, earliest first. */
class Heap {
  readonly #items: Timer[] = []

  push(timer: Timer): void {
    const items = this.#items
    items.push(timer)
    let index = items.length - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!isEarlier(items[index]!, items[parent]!)) break
      this.#swap(index, parent)
      index = parent
    }
  }

  pop(): Timer | undefined {
    const items = this.#items
    if (items.length === 0) return undefined
    this.#swap(0, items.length - 1)
    const first = items.pop()
    let index = 0
    for (;;) {
      let least = index
      for (let child = 2 * index + 1; child < Math.min(2 * index + 3, items.length); child++) {
        if (isEarlier(items[child]!, items[least]!)) least = child
      }
      if (least === index) return first
      this.#swap(index, least)
      index = least
    }
  }

  #swap(one: number, other: number): void {
    const items = this.#items
    const kept = items[one]!
    items[one] = items[other]!
    items[other] = kept
  }
}

function isEarlier(one: Timer, other: Timer): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order)
}
