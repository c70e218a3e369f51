/**
 * The pieces of a broken file that stand alone: each begins with a line that opens a block at the margin, or follows one
 * that closes a block there, as `terraform fmt` leaves them.
 */
export function segmentsOf(text: string): [start: number, end: number][] {
  const cuts = new Set([0])
  // A comment above a block is its own.
  for (const match of text.matchAll(/^(?:(?:#|\/\/).*\r?\n)*[A-Za-z_][\w-]*(?:[ \t]+"[^"\n]*"){0,3}[ \t]*\{/gm))
    cuts.add(match.index)
  for (const match of text.matchAll(/^\}[ \t]*\r?\n/gm)) cuts.add(match.index + match[0].length)
  const starts = [...cuts].sort((a, b) => a - b)
  return starts
    .map((start, at): [number, number] => [start, starts[at + 1] ?? text.length])
    .filter(([start, end]) => text.slice(start, end).trim() !== '')
}
