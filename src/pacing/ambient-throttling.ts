/** Calls that the share of throttles is averaged over. */
const memory = 32
/** Cuts in a row, each after hardly an accepted call, that show that cuts do not help. */
const vainCuts = 5
/** Fewer calls accepted between two cuts: at a rate that fits the service there are many. */
const hardlyAny = 3
/** What the own calls may add to the share, and its noise. */
const tolerance = 0.15

/**
 * Throttles that come however slow the own pace is, since others keep a small bucket empty. To slow down for these would
 * be to starve: beside a rival that takes half of a bucket of one, half of the calls are throttled at any rate.
 */
export interface Background {
  /** Of all calls, from 0 to 1. */
  readonly share: number
  /** Whether there were no more throttles of late than come anyway. */
  explains(): boolean
  accepted(): void
  throttled(): void
  /** Before a cut: how many calls were accepted since the one before. */
  cut(acceptedSinceCut: number): void
}

export function createBackground(): Background {
  let share = 0
  let ofLate = 0
  let inVain = 0

  return {
    get share() {
      return share
    },
    explains: () => share > 0 && ofLate <= share + tolerance,
    accepted() {
      ofLate -= ofLate / memory
      if (ofLate < share) share = ofLate < 0.1 ? 0 : ofLate
    },
    throttled() {
      ofLate += (1 - ofLate) / memory
    },
    cut(acceptedSinceCut) {
      inVain = acceptedSinceCut < hardlyAny ? inVain + 1 : 0
      if (inVain < vainCuts) return
      share = Math.min(ofLate, 0.8)
      inVain = 0
    },
  }
}
