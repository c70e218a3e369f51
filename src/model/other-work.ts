/** Other work gets its turn, a signal's handler say. A page has no `setImmediate`. */
export function otherWork(): Promise<void> {
  return new Promise((resolve) => (globalThis.setImmediate ?? setTimeout)(resolve))
}

/**
 * Gives other work its turn where the last one was so many milliseconds ago. In each turn V8 takes the time to begin to
 * collect garbage, so more of them than a person notices cost a run over thousands of files up to a fifteenth of its time.
 */
export function otherWorkEvery(ms: number): () => Promise<void> {
  // The clock of `performance` takes Node two milliseconds to load. This one may be set back.
  let last = Date.now()
  return async () => {
    if (Math.abs(Date.now() - last) < ms) return
    await otherWork()
    last = Date.now()
  }
}
