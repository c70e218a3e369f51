const known = new Map<string, string>()
const mostKnown = 1_000
const longestKnown = 1_000

/** One and the same string for equal ones, as far as there is room: thousands of findings say the same. */
export function interned(text: string): string {
  const one = known.get(text)
  if (one !== undefined) return one
  if (known.size < mostKnown && text.length <= longestKnown) known.set(text, text)
  return text
}
