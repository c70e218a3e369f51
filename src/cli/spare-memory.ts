/**
 * What dies young gets no more room than it has by now. In a run that holds what it reads, or waits more than it works,
 * that room would grow to a hundred megabytes and more, and gain nothing. What it returns sets V8's own way again: code
 * that was compiled with another one cannot be kept for the next run.
 */
export function spareMemory(): () => void {
  // Loaded only then: for one file it is a tenth of the run.
  const { setFlagsFromString } = process.getBuiltinModule('node:v8')
  setFlagsFromString('--semi-space-growth-factor=1')
  return () => setFlagsFromString('--semi-space-growth-factor=2')
}

/** Room for what dies young, with which calls that wait for their answers are not taken for what stays. */
const enough = 16 * 2 ** 20
const lookEveryMs = 100

/**
 * For a run that waits for a service: what dies young gets no more room than it needs, and what outlives it is looked
 * through each time that it has doubled, where V8 would let it grow fourfold.
 */
export function boundMemory(): void {
  const { getHeapSpaceStatistics, setFlagsFromString } = process.getBuiltinModule('node:v8')
  setFlagsFromString('--heap-growing-percent=100')
  const look = setInterval(() => {
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    if (young === undefined || young.space_size < enough) return
    clearInterval(look)
    spareMemory()
  }, lookEveryMs).unref()
}
