import type { FieldChange } from '../../model/change.ts'
import type { Report } from '../../model/report.ts'
import { short } from '../../text/short.ts'
import { byLane, nameOf } from './changes.ts'
import { diffLines, fieldName } from './diff.ts'
import { type Form, limits, mostCounted } from './form.ts'
import { codes, escapeText, fenced, folded, laneCode, row, table } from './markup.ts'

/** What is, or was, changed at one target. */
interface Item {
  arn: string
  fields: readonly FieldChange[]
  notes: string[]
  word: 'to update' | 'applied' | 'rolled back'
  /** Absent before an apply. */
  isVerified?: boolean
}

/** Lines of diffs that are shown without a click, as long as whole accounts and Regions fit. */
const mostOpenLines = 80
/** Names over one diff; more of them open on a click. */
const mostNames = 20

/** Changed fields by account and Region: as diffs, as the fields' names, or counted. */
export function changeBlocks(report: Report, form: Form): string[] {
  const lanes = byLane(itemsOf(report))
  if (lanes.length === 0) return []
  if (form === 'cut') return totals(lanes)
  const parts = lanes.map(([lane, items]): [string, string[]] => [
    `<b>${laneCode(lane)}</b>: ${laneTotals(items)}`,
    form === 'full' ? diffs(items) : [fieldTable(items)],
  ])
  // What went right is not in the way of what did not.
  const isOpen = form === 'full' && report.summary.failed + report.summary.skipped === 0
  let lines = 0
  return parts.map(([summary, blocks]) => {
    const body = blocks.join('\n\n')
    lines += body.split('\n').length
    return folded(summary, body, isOpen && lines <= mostOpenLines)
  })
}

function itemsOf({ changes, outcomes }: Report): Item[] {
  if (outcomes.length === 0) {
    const updates = changes.filter(({ action }) => action === 'update')
    return updates.map(({ arn, fields, reason }) => ({ arn, fields, word: 'to update', notes: reason ? [reason] : [] }))
  }
  const fields = new Map(changes.map((change) => [change.arn, change.fields]))
  const written = outcomes.filter(({ status }) => status === 'applied' || status === 'rolled-back')
  return written.map(({ arn, status, attempts, verified }) => ({
    arn,
    fields: fields.get(arn) ?? [],
    isVerified: verified,
    word: status === 'applied' ? 'applied' : 'rolled back',
    notes: [...(attempts > 1 ? [`${attempts} attempts`] : []), ...(verified ? [] : ['not verified'])],
  }))
}

function laneTotals(items: readonly Item[]): string {
  const ofWord = Map.groupBy(items, ({ word }) => word)
  const verified = items.filter(({ isVerified }) => isVerified).length
  const counts = [...ofWord].map(([word, of]) => `${of.length} ${word}`)
  return [...counts, ...(items[0]?.isVerified === undefined ? [] : [`${verified} verified`])].join(', ')
}

/** One diff for all targets that it is the same for. */
function diffs(items: readonly Item[]): string[] {
  const groups = Map.groupBy(items, ({ fields, notes }) => JSON.stringify([fields, notes]))
  return [...groups.values()].flatMap((same) => {
    const [first] = same
    if (!first) return []
    const names = same.map(({ arn }) => nameOf(arn))
    const rest = names.slice(mostNames)
    const notes = first.notes.length > 0 ? ` (${escapeText(short(first.notes.join(', '), 500))})` : ''
    return [
      `${codes(names.slice(0, mostNames), mostNames)}${notes}`,
      ...(rest.length > 0 ? [folded(`and ${rest.length} more`, codes(rest, rest.length))] : []),
      ...(first.fields.length > 0 ? [fenced('diff', diffLines(first.fields))] : []),
    ]
  })
}

function fieldTable(items: readonly Item[]): string {
  const { names } = limits.collapsed
  const groups = Map.groupBy(items, ({ fields, notes }) =>
    JSON.stringify([fields.map(({ pointer }) => pointer), notes]),
  )
  const lines = [...groups.values()].map((same) => {
    const fields = same[0]?.fields.map(({ pointer }) => fieldName(pointer)) ?? []
    const all = same.map(({ arn }) => nameOf(arn))
    return row([codes(all, names), codes(fields, names)])
  })
  return table(['Configuration', 'Fields'], lines)
}

function totals(lanes: readonly [string, Item[]][]): string[] {
  const rows = lanes.slice(0, mostCounted).map(([lane, items]) => row([laneCode(lane), String(items.length)]))
  const more = lanes.length - rows.length
  return [table(['Account and Region', 'Changes'], rows), ...(more > 0 ? [`And ${more} more of them.`] : [])]
}
