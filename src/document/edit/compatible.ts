/** Those of the changes that can be made together with `kept`; by halves, so that a few that cannot cost little. */
export function compatible<T>(
  changes: readonly T[],
  kept: readonly T[],
  attempt: (some: readonly T[]) => string | undefined,
): readonly T[] {
  if (changes.length === 0 || attempt([...kept, ...changes]) !== undefined) return changes
  if (changes.length === 1) return []
  const middle = changes.length >> 1
  const first = compatible(changes.slice(0, middle), kept, attempt)
  return [...first, ...compatible(changes.slice(middle), [...kept, ...first], attempt)]
}
