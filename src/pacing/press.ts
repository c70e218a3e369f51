/** Answers that the share of refused calls is counted over. */
const memory = 20
/** So many refused of the first few, or of all: the bucket is empty. */
const [soon, soonOf, emptyFrom] = [3, 4, 6]
/** Share of refused calls up to which more is asked for. */
const most = 0.5
/** Of a bucket that is truly empty no more can be had; of an uneven one more than this. */
const gain = 1.3
/** Answers that a step is judged by. */
const enough = 30

/**
 * The pace beyond the first refusals, where many calls are in flight. What is sent evenly arrives in bunches then, and a
 * bucket of one refuses the second of a bunch although it gives far more than is asked for: the more is sent, the more is
 * accepted, up to a point where half of the calls are in vain. An empty bucket looks different: it refuses all that is
 * too much, at once.
 */
export interface Press {
  readonly perSecond: number
  /** The bucket is empty after all. */
  readonly isOver: boolean
  accepted(now: number, latencyMs: number): void
  throttled(now: number, latencyMs: number): void
}

type Phase = 'doubt' | 'rush' | 'proof' | 'steady' | 'over'

export function createPress(start: number): Press {
  let phase: Phase = 'doubt'
  let perSecond = start
  const recent: boolean[] = []
  let grownAt = 0
  /** Answers to calls sent at the present rate come from then on. */
  let since = 0
  let accepts = 0
  let throttles = 0

  function begin(next: Phase, now: number): void {
    phase = next
    grownAt = since = now
    accepts = throttles = 0
  }

  function goOn(now: number, latencyMs: number): void {
    if (phase === 'doubt') decide(now)
    else if (phase === 'rush') rush(now, latencyMs)
    else if (phase !== 'over') step(now, latencyMs)
  }

  function decide(now: number): void {
    const refused = count()
    if (refused >= emptyFrom || (refused >= soon && recent.length <= soonOf)) phase = 'over'
    else if (recent.length === memory) begin('rush', now)
  }

  function rush(now: number, latencyMs: number): void {
    perSecond *= 2 ** Math.min((now - grownAt) / Math.max(2 * latencyMs, 250), 0.5)
    grownAt = now
    if (count() >= most * memory) begin('proof', now + 1.2 * latencyMs)
  }

  function step(now: number, latencyMs: number): void {
    if (now < since) accepts = throttles = 0
    if (accepts + throttles < enough || now - since < 500) return
    const accepted = (accepts * 1_000) / (now - since)
    if (phase === 'proof' && accepted < gain * start) {
      phase = 'over'
      perSecond = accepted
      return
    }
    const share = throttles / (accepts + throttles)
    const factor = share < most - 0.05 ? 1.15 : share > most + 0.05 ? 0.87 : 1
    perSecond *= factor
    begin('steady', factor === 1 ? now : now + 1.2 * latencyMs)
  }

  const count = (): number => recent.filter(Boolean).length

  function note(isRefused: boolean): void {
    recent.push(isRefused)
    if (recent.length > memory) recent.shift()
  }

  return {
    get perSecond() {
      return perSecond
    },
    get isOver() {
      return phase === 'over'
    },
    accepted(now, latencyMs) {
      accepts++
      note(false)
      goOn(now, latencyMs)
    },
    throttled(now, latencyMs) {
      throttles++
      note(true)
      goOn(now, latencyMs)
    },
  }
}
