type Segment = [start: number, end: number]

/**
 * The pieces of a broken file that stand alone: each begins with a line that opens a block at the margin, or follows one
 * that closes a block there, as `terraform fmt` leaves them.
 */
export function segmentsOf(text: string): Segment[] {
  const cuts = new Set([0])
  // A comment above a block is its own.
  for (const match of text.matchAll(/^(?:(?:#|\/\/).*\r?\n)*[A-Za-z_][\w-]*(?:[ \t]+"[^"\n]*"){0,3}[ \t]*\{/gm))
    cuts.add(match.index)
  for (const match of text.matchAll(/^\}[ \t]*\r?\n/gm)) cuts.add(match.index + match[0].length)
  const starts = [...cuts].sort((a, b) => a - b)
  return starts
    .map((start, at): Segment => [start, starts[at + 1] ?? text.length])
    .filter(([start, end]) => text.slice(start, end).trim() !== '')
}

/** So many pieces are tried as one. */
const mostJoined = 8

/**
 * Reads pieces one by one. One that cannot be read alone is read with those behind it, for a brace at the margin may
 * close something inside of a block as well; `isLast` asks for what there is of a piece that stays broken.
 */
export function readableParts<T>(
  segments: readonly Segment[],
  read: (segment: Segment, isLast: boolean) => T | undefined,
): T[] {
  const parts: T[] = []
  for (let at = 0; at < segments.length; at++) {
    const [start, end] = segments[at] as Segment
    let part = read([start, end], false)
    for (let next = at + 1; part === undefined && next < Math.min(segments.length, at + mostJoined); next++) {
      part = read([start, (segments[next] as Segment)[1]], false)
      if (part !== undefined) at = next
    }
    part ??= read([start, end], true)
    if (part !== undefined) parts.push(part)
  }
  return parts
}
