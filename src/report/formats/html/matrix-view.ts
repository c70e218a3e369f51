import { htmlText } from './html-text.ts'
import { filter } from './list-view.ts'
import type { Level, PageData } from './model.ts'
import { everything, toHash } from './select.ts'

/** Rows that are shown before somebody asks for more. */
export const firstRows = 25
const mostRules = 40

interface Cell {
  count: number
  level: Level
}

export interface Matrix {
  rules: string[]
  /** Of configurations with findings, the worst first. */
  rows: { config: number; cells: Map<string, Cell> }[]
}

const weight: Record<Level, number> = { bad: 1_000_000, warn: 1_000, info: 1, good: 0 }

/** Configurations by rules. */
export function matrixOf({ items }: PageData): Matrix {
  const rows = new Map<number, Map<string, Cell>>()
  const totals = new Map<string, number>()
  for (const { rule, config, level } of items) {
    if (rule === undefined || config === undefined) continue
    const cells = rows.get(config) ?? new Map<string, Cell>()
    rows.set(config, cells)
    const known = cells.get(rule)
    // Items come the worst first, so that the first of a cell is its worst.
    cells.set(rule, { count: (known?.count ?? 0) + 1, level: known?.level ?? level })
    totals.set(rule, (totals.get(rule) ?? 0) + weight[level])
  }
  const badness = (cells: Map<string, Cell>): number =>
    [...cells.values()].reduce((sum, { count, level }) => sum + count * weight[level], 0)
  return {
    rules: [...totals]
      .sort(([, a], [, b]) => b - a)
      .map(([rule]) => rule)
      .slice(0, mostRules),
    rows: [...rows]
      .map(([config, cells]) => ({ config, cells, badness: badness(cells) }))
      .sort((a, b) => b.badness - a.badness),
  }
}

/** The table; what its cells and heads link to filters the list. */
export function matrixHtml({ rules, rows }: Matrix, { configs }: PageData, most: number): string {
  const heads = rules.map((rule) => `<th scope="col"><span>${filter(rule, { rule })}</span></th>`)
  const lines = rows.slice(0, most).map(({ config, cells }) => {
    const { id = '', name = '', lane = '' } = configs[config] ?? {}
    const of = rules.map((rule) => cellHtml(cells.get(rule), rule, id, name))
    return `<tr><th scope="row">${filter(name, { config: id })} <small>${htmlText(lane)}</small></th>${of.join('')}</tr>`
  })
  return `<thead><tr><td></td>${heads.join('')}</tr></thead><tbody>${lines.join('')}</tbody>`
}

function cellHtml(cell: Cell | undefined, rule: string, id: string, name: string): string {
  if (!cell) return '<td></td>'
  const href = htmlText(toHash({ ...everything, rule, config: id }))
  const label = htmlText(`${cell.count} of ${rule} in ${name}`)
  return `<td><a class="cell ${cell.level}" href="${href}" aria-label="${label}">${cell.count}</a></td>`
}
