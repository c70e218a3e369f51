import { readFileSync, writeFileSync } from 'node:fs'

const page = new URL('../docs/performance.md', import.meta.url).pathname

/** Puts a table in the place that docs/performance.md keeps for it. */
export function writeTable(place: string, table: string): void {
  const text = readFileSync(page, 'utf8')
  const between = new RegExp(`(<!-- ${place} -->\n)[\\s\\S]*?(\n<!-- end of ${place} -->)`)
  writeFileSync(page, text.replace(between, `$1${table}$2`))
}
