/** Where the items of one list at the top of a JSON object begin and end, as far as the text is well-formed. */
export function elementOffsets(text: string, name: string): [start: number, end: number][] {
  let at = blanks(text, 0)
  if (text[at] !== '{') return []
  at = blanks(text, at + 1)
  while (text[at] === '"') {
    const keyEnd = stringEnd(text, at)
    const key = text.slice(at + 1, keyEnd - 1)
    at = blanks(text, keyEnd)
    if (text[at] !== ':') return []
    at = blanks(text, at + 1)
    if (key === name) return text[at] === '[' ? itemsFrom(text, at) : []
    at = blanks(text, valueEnd(text, at))
    if (text[at] !== ',') return []
    at = blanks(text, at + 1)
  }
  return []
}

function itemsFrom(text: string, start: number): [number, number][] {
  const items: [number, number][] = []
  let at = blanks(text, start + 1)
  while (at < text.length && text[at] !== ']') {
    const end = valueEnd(text, at)
    items.push([at, end])
    at = blanks(text, end)
    if (text[at] !== ',') break
    at = blanks(text, at + 1)
  }
  return items
}

function blanks(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text[at] as string)) at++
  return at
}

function stringEnd(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

/** Behind a value, whatever is in it; brackets are counted, not followed. */
function valueEnd(text: string, from: number): number {
  let depth = 0
  let at = from
  while (at < text.length) {
    const letter = text[at]
    if (letter === '"') at = stringEnd(text, at)
    else if (depth === 0 && (letter === ',' || letter === '}' || letter === ']')) return at
    else {
      if (letter === '{' || letter === '[') depth++
      if (letter === '}' || letter === ']') depth--
      at++
      if (depth === 0 && (letter === '}' || letter === ']')) return at
    }
  }
  return at
}
