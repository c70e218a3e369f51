export interface BucketOptions {
  /** Tokens a second; fractions are allowed. */
  rate: number
  /** Most tokens it holds, at least 1. */
  burst: number
  /** Tokens a second that somebody else asks for, as a share of the rate. */
  rival: number
}

/** A token bucket for each account and Region. */
export class TokenBuckets {
  readonly #options: BucketOptions
  readonly #buckets = new Map<string, { tokens: number; time: number; nextRival: number }>()

  constructor(options: BucketOptions) {
    this.#options = options
  }

  /** Milliseconds until there is a token, 0 when there is one. */
  wait(lane: string, now: number): number {
    const { tokens } = this.#refilled(lane, now)
    return tokens < 1 ? Math.ceil(((1 - tokens) / this.#options.rate) * 1000) : 0
  }

  /** Takes the token that is there. */
  spend(lane: string): void {
    const bucket = this.#buckets.get(lane)
    if (bucket) bucket.tokens -= 1
  }

  #refilled(lane: string, now: number): { tokens: number } {
    const { rate, burst, rival } = this.#options
    const known = this.#buckets.get(lane)
    const bucket = known ?? { tokens: burst, time: now, nextRival: rival > 0 ? now : Number.POSITIVE_INFINITY }
    this.#buckets.set(lane, bucket)
    const refill = (until: number) => {
      bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, until - bucket.time) / 1000) * rate)
      bucket.time = Math.max(bucket.time, until)
    }
    // The rival asks at even intervals and, like anybody, gets a token only when there is one.
    const interval = 1000 / (rate * rival)
    // After a long pause only its last requests matter: those since the bucket could have been full.
    const first = now - ((burst + 1) / rate) * 2000
    if (bucket.nextRival < first) bucket.nextRival += Math.ceil((first - bucket.nextRival) / interval) * interval
    for (; bucket.nextRival <= now; bucket.nextRival += interval) {
      refill(bucket.nextRival)
      if (bucket.tokens >= 1) bucket.tokens -= 1
    }
    refill(now)
    return bucket
  }
}
