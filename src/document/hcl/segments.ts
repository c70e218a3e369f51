export type Segment = [start: number, end: number]

/**
 * The pieces of a broken file that stand alone: each begins with a line that opens a block at the margin, or follows one
 * that closes a block there, as `terraform fmt` leaves them.
 */
function segmentsOf(text: string): Segment[] {
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

/** So many pieces are looked at for the end of one. */
const mostJoined = 8

/**
 * Reads pieces one by one. A brace at the margin may close something inside of a block as well: a piece that leaves more
 * open than it closes is read with those behind it that close it, where that can be read whole.
 */
export function readParts<T>(
  text: string,
  readWhole: (segment: Segment) => T | undefined,
  readBroken: (segment: Segment) => T | undefined,
): (T | undefined)[] {
  const segments = segmentsOf(text)
  const opened = segments.map(([start, end]) => openedIn(text.slice(start, end)))
  const parts: (T | undefined)[] = []
  for (let at = 0; at < segments.length; at++) {
    const [start, end] = segments[at] as Segment
    const last = closedAt(opened, at)
    const joined = last > at ? readWhole([start, (segments[last] as Segment)[1]]) : undefined
    parts.push(joined ?? readBroken([start, end]))
    if (joined) at = last
  }
  return parts
}

/** How many brackets are open at the end of a piece, quotes not considered. */
const openedIn = (text: string): number => (text.match(/[{[(]/g)?.length ?? 0) - (text.match(/[}\])]/g)?.length ?? 0)

/** The piece in which all is closed that is open at the end of this one; itself where there is none nearby. */
function closedAt(opened: readonly number[], at: number): number {
  let open = opened[at] ?? 0
  for (let next = at + 1; open > 0 && next < Math.min(opened.length, at + mostJoined); next++) {
    open += opened[next] ?? 0
    if (open === 0) return next
  }
  return at
}
