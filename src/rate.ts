/**
 * Finds the rate that a service allows from what it accepts. Measured against EC2's kind of limit, a token bucket that
 * other clients share: doubling until the first throttle, then just under the goodput, creeping up while all is well.
 */
export interface Rate {
  /** Calls per second. */
  readonly perSecond: number
  accepted(now: number): void
  throttled(now: number): void
}

export interface RateLimits {
  /** Calls per second to start with. */
  start: number
  /** Never fewer. */
  minimum?: number
}

export function fixedRate(perSecond: number): Rate {
  return { perSecond, accepted() {}, throttled() {} }
}

export function learnedRate({ start, minimum = 0.2 }: RateLimits): Rate {
  let perSecond = start
  let searching = true
  let changedAt: number | undefined
  let cutAt = Number.NEGATIVE_INFINITY
  const accepts: number[] = []

  function goodput(now: number): number {
    while (accepts.length > 0 && (accepts[0] ?? now) <= now - 1000) accepts.shift()
    return accepts.length
  }

  return {
    get perSecond() {
      return perSecond
    },
    accepted(now) {
      accepts.push(now)
      changedAt ??= now
      // A rate that is not used proves nothing, so it does not grow.
      const isUsed = goodput(now) >= perSecond / 2
      if (now - changedAt < 1000 || !isUsed) return
      if (searching) perSecond *= 2
      else if (now - cutAt >= 2000) perSecond *= 1.05
      changedAt = now
    },
    throttled(now) {
      if (now - cutAt < 1000) return
      const good = goodput(now)
      perSecond = searching
        ? Math.min(perSecond / 2, Math.max(good, minimum))
        : Math.min(0.92 * perSecond, Math.max(good, 0.7 * perSecond))
      perSecond = Math.max(perSecond, minimum)
      searching = false
      cutAt = now
      changedAt = now
    },
  }
}
