/** Whether `text` matches `pattern`, in which `*` stands for any text and all else for itself. Takes linear space and, unlike a regular expression, never more than pattern × text steps. */
export function matchesWildcard(pattern: string, text: string): boolean {
  let at = 0
  let inPattern = 0
  let star = -1
  let resume = 0
  while (at < text.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern++
      resume = at
    } else if (pattern[inPattern] === text[at]) {
      inPattern++
      at++
    } else if (star !== -1) {
      inPattern = star + 1
      at = ++resume
    } else return false
  }
  while (pattern[inPattern] === '*') inPattern++
  return inPattern === pattern.length
}
