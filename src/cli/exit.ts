import type { Verdict } from '../run/verdict.ts'

/** Exit codes; a signal has 128 and its number. */
export const exit = { clean: 0, fail: 1, cannot: 2, changes: 3, SIGINT: 130, SIGTERM: 143 } as const

export const exitOf = (verdict: Verdict): number => exit[verdict]
