/** What a pattern knows of its items: which stands for any number of the text's, and whether another fits one of them. */
export interface Fit<P, T> {
  isStar: (item: P | undefined) => boolean
  fits: (item: P, of: T) => boolean
  /** What a star may stand for. @default everything */
  covers?: (of: T) => boolean
}

/**
 * Whether a text matches a pattern, item by item. Only the last star is ever gone back to, which loses nothing, so that
 * this takes never more than pattern × text steps, where a regular expression can take for ever.
 */
export function matchesSequence<P, T>(pattern: ArrayLike<P>, text: ArrayLike<T>, fit: Fit<P, T>): boolean {
  let at = 0
  let inPattern = 0
  let star = -1
  let resume = 0
  while (at < text.length) {
    if (fit.isStar(pattern[inPattern])) {
      star = inPattern++
      resume = at
    } else if (inPattern < pattern.length && fit.fits(pattern[inPattern] as P, text[at] as T)) {
      inPattern++
      at++
    } else if (star !== -1 && (fit.covers?.(text[resume] as T) ?? true)) {
      inPattern = star + 1
      at = ++resume
    } else return false
  }
  while (fit.isStar(pattern[inPattern])) inPattern++
  return inPattern === pattern.length
}

const characters: Fit<string, string> = {
  isStar: (item) => item === '*',
  fits: (item, of) => item === of || item === '?',
}

/** Whether `text` matches `pattern`, in which `*` stands for any text, `?` for one character and all else for itself. */
export function matchesWildcard(pattern: string, text: string): boolean {
  return matchesSequence(pattern, text, characters)
}
