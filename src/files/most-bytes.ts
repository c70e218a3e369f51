const MiB = 2 ** 20

/** Bytes that a file may have, by what it is. */
export const mostBytes: Record<'policy' | 'report' | 'plan', number> = {
  policy: 64 * MiB,
  report: 256 * MiB,
  plan: 256 * MiB,
}
