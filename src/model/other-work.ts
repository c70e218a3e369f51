/** Other work gets its turn, a signal's handler say. A page has no `setImmediate`. */
export function otherWork(): Promise<void> {
  return new Promise((resolve) => (globalThis.setImmediate ?? setTimeout)(resolve))
}
