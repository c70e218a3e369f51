import type { Patience } from './patience.ts'

/** How often a request is repeated whose answer did not come, or says that the server failed. */
export const mostRetries = 2

/** What an error of Octokit tells about the answer; without a response none came. */
interface Refusal {
  status?: number
  response?: { headers?: Record<string, unknown> }
  message?: string
}

/**
 * Sends a request until it is answered, refused, or waiting is no use: again after what GitHub's limits ask for, and up
 * to `retries` times after an answer that got lost.
 */
export async function persist<T>(
  send: (signal: AbortSignal) => Promise<T>,
  patience: Patience,
  retries: number,
): Promise<T> {
  for (let lost = 0, limited = 0; ; ) {
    try {
      return await patience.ask(send)
    } catch (error) {
      const pause = limitOf(error as Refusal, limited, patience.now())
      if (pause !== undefined) {
        limited++
        await patience.sleep(pause).catch(() => {
          throw error
        })
      } else {
        if (lost >= retries || !isLost(error as Refusal)) throw error
        lost++
        await patience.sleep(1_000 * lost ** 2)
      }
    }
  }
}

const isLost = ({ status, response }: Refusal): boolean => response === undefined || (status ?? 0) >= 500

/**
 * Milliseconds that a limit asks to wait; undefined for what is no limit.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
function limitOf({ status, response, message = '' }: Refusal, before: number, now: number): number | undefined {
  if ((status !== 403 && status !== 429) || !response) return undefined
  const { headers = {} } = response
  const after = Number(headers['retry-after'])
  if (after > 0) return after * 1_000
  if (headers['x-ratelimit-remaining'] === '0') {
    return Math.max(0, Number(headers['x-ratelimit-reset']) * 1_000 - now || 0) + 1_000
  }
  if (/\bsecondary rate\b/i.test(message)) return 60_000
  return status === 429 ? 1_000 * 2 ** before : undefined
}
