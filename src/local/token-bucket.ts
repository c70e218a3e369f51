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

  /** Takes a token, or says in how many milliseconds there will be one. */
  take(lane: string, now: number): number {
    const { rate } = this.#options
    const bucket = this.#refilled(lane, now)
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) / rate) * 1000)
    bucket.tokens -= 1
    return 0
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
