/** As precisely as the time between two calls is searched for: by so much one arrives early or late. */
const precision = 1.03
/** Accepted calls after which a shorter gap is tried, since the limit may have been raised; each time after twice as many. */
const [soonest, latest] = [15, 60]
/** Refused in a row although the gap was enough before: somebody else takes what is there. */
const oddities = 3
/** Shorter gaps are no matter of single calls. */
const shortestMs = 250

/**
 * The time between two calls at a slow bucket of one, as the calls show it: a gap that was refused is too short, one that
 * was accepted is enough, and what lies between is halved. A call in vain costs little there, since the next goes as soon
 * as there is something to be had; an interval that is too long is lost.
 */
export interface GapSearch {
  readonly gapMs: number
  /** It is no slow bucket of one, or not this run's alone. */
  readonly isOver: boolean
  /** `gapMs` since the accepted call before. */
  accepted(gapMs: number): void
  refused(gapMs: number): void
}

export function createGapSearch(firstRefusedMs: number): GapSearch {
  let tooShort = firstRefusedMs
  let enough = Number.POSITIVE_INFINITY
  let calm = 0
  let content = soonest
  /** In a row: refused ones, those that were enough before, and ever shorter ones that were accepted. */
  let [vain, odd, raised] = [0, 0, 0]

  function gapMs(): number {
    if (enough === Number.POSITIVE_INFINITY) return tooShort * (tooShort < 500 ? 2 : 1.35)
    if (enough > precision * tooShort && vain < 2) return (tooShort + enough) / 2
    return calm < content ? enough : enough / precision
  }

  return {
    get gapMs() {
      return gapMs()
    },
    get isOver() {
      return odd >= oddities || enough < shortestMs
    },
    accepted(gap) {
      odd = vain = 0
      calm++
      if (gap >= enough) return
      if (calm > content) content = Math.min(2 * content, latest)
      calm = 0
      enough = gap
      // The limit was raised, or this one was lucky.
      if (raised > 0 || enough <= tooShort) tooShort = enough / (1 + 0.05 * 2 ** raised++)
    },
    refused(gap) {
      if (calm >= content) content = Math.min(2 * content, latest)
      calm = raised = 0
      vain++
      if (gap >= enough) enough = gap * (1 + 0.05 * 2 ** odd++)
      tooShort = Math.max(tooShort, gap)
    },
  }
}
