import type { Severity } from '../../model/finding.ts'

const rank: Record<Severity, number> = { error: 0, warning: 1, note: 2 }

/** Errors, then warnings, then notes, each in the order that they had. */
export function worstFirst<T extends { severity: Severity }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => rank[a.severity] - rank[b.severity])
}
