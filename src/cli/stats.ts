import type { Finding } from '../model/finding.ts'

/** Time and reported findings of each rule, the slowest first; what is no rule, such as `schema`, has no time. */
export function statsTable(spent: ReadonlyMap<string, number>, findings: readonly Finding[]): string {
  const found = Map.groupBy(findings, ({ ruleId }) => ruleId)
  const rows = [...new Set([...spent.keys(), ...found.keys()])]
    .sort((a, b) => (spent.get(b) ?? 0) - (spent.get(a) ?? 0))
    .map((id) => [id, spent.get(id)?.toFixed(1) ?? '', String(found.get(id)?.length ?? 0)])
  const table = [['rule', 'ms', 'findings'], ...rows]
  const width = Math.max(...table.map(([id = '']) => id.length))
  return table
    .map(([id = '', time = '', count = '']) => `${id.padEnd(width)}  ${time.padStart(9)}  ${count.padStart(8)}\n`)
    .join('')
}
