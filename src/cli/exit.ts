/** Exit codes of the command line. */
export const exit = { clean: 0, findings: 1, cannot: 2, changes: 3, SIGINT: 130, SIGTERM: 143 } as const
