/** How much is shown: everything, the same folded up and without values, or counts. */
export type Form = 'full' | 'collapsed' | 'totals'

/** The most that a list shows of each: rows of a table, names in a cell, characters of a text. */
export const limits: Record<Form, { rows: number; names: number; text: number }> = {
  full: { rows: Number.POSITIVE_INFINITY, names: Number.POSITIVE_INFINITY, text: 2_000 },
  collapsed: { rows: 50, names: 10, text: 200 },
  totals: { rows: 15, names: 3, text: 150 },
}
