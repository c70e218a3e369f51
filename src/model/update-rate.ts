/** Points of a rate at most, whatever the run took. */
const mostPoints = 200

/** Seconds that a point stands for, in a run that took `seconds`. */
export function pointSeconds(seconds: number): number {
  return Math.max(1, Math.ceil((seconds + 1) / mostPoints))
}

/**
 * Counts in seconds since the start as a rate per second, from the first to the last; what is not within the run does not
 * count.
 */
export function rateOf(
  counts: Iterable<readonly [second: number, count: number]>,
  seconds: number,
): [number, number][] {
  const width = pointSeconds(seconds)
  const bins = new Map<number, number>()
  for (const [second, count] of counts) {
    const at = Math.floor(second / width)
    if (at >= 0 && at < mostPoints) bins.set(at, (bins.get(at) ?? 0) + count)
  }
  if (bins.size === 0) return []
  const [first, last] = [Math.min(...bins.keys()), Math.max(...bins.keys())]
  return Array.from({ length: last - first + 1 }, (_, index) => [
    (first + index) * width,
    Number(((bins.get(first + index) ?? 0) / width).toFixed(2)),
  ])
}
