/**
 * Somebody else's text as a message shows it: at most `most` UTF-16 units, a closing quote kept. A value of a mebibyte must
 * not make a message of a mebibyte.
 */
export function short(text: string, most = 200): string {
  if (text.length <= most) return text
  const end = text.endsWith('"') ? '…"' : '…'
  return text.slice(0, most - end.length).replace(/[\uD800-\uDBFF]$/, '') + end
}

/** A text as JSON writes it, short. */
export function quoted(text: string): string {
  // Cut before it is written: escapes make it longer, and only what is shown needs them.
  return short(JSON.stringify(short(text)))
}
