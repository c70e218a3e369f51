/** How much is shown of each item: everything, the same folded up and without values, or a line. */
export type Form = 'full' | 'collapsed' | 'cut'

/** How many items are shown, the worst first. */
export interface Shown {
  problems: number
  findings: number
}

/** The most that an item shows: names in a cell, characters of a text. */
export const limits: Record<Form, { names: number; text: number }> = {
  full: { names: Number.POSITIVE_INFINITY, text: 2_000 },
  collapsed: { names: 10, text: 200 },
  cut: { names: 3, text: 150 },
}

/** Rows of the tables that only count. */
export const mostCounted = 15

/** So many of the items as asked for, from the first, each rendered once however often it is asked. */
export function firstOf<T>(items: readonly T[], render: (item: T) => string): (most: number) => string[] {
  const rendered: string[] = []
  return (most) => {
    for (const item of items.slice(rendered.length, most)) rendered.push(render(item))
    return rendered.slice(0, most)
  }
}
