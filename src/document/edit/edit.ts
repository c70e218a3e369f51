/** Replaces the text from `start` to `end`, which is exclusive. */
export interface Edit {
  start: number
  end: number
  text: string
}

/** The text with all edits made; undefined when two of them overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  let result = ''
  let at = 0
  for (const { start, end, text: written } of sorted) {
    if (start < at) return undefined
    result += text.slice(at, start) + written
    at = end
  }
  return result + text.slice(at)
}
