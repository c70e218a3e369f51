/** The README's table of rules, made of the rules themselves. Run it to write the table. */
import { readFileSync, writeFileSync } from 'node:fs'
import { builtinRules } from '../rules/index.ts'
import { presets } from '../src/config/presets.ts'
import { reservedIds } from '../src/lint/policy-rules.ts'

const readme = new URL('../README.md', import.meta.url)
const begin = '<!-- rules -->\n'
const end = '<!-- /rules -->'

export function rulesTable(): string {
  const rows = builtinRules.map(({ id, summary, fixable, checkAccount }) => {
    const { [id]: recommended = 'off' } = presets.recommended
    const { [id]: strict = 'off' } = presets.strict
    return `| [${id}](rules/${id}.md) | ${summary}${checkAccount ? ' With `--deep`.' : ''} | ${recommended} | ${strict} | ${fixable ? 'yes' : ''} |`
  })
  const about = reservedIds.map((id) => `[${id}](rules/${id}.md)`)
  return [
    '| rule | what it asks for | recommended | strict | `--fix` |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `About files and the policy itself, and not to be suppressed: ${about.join(', ')}.`,
    '',
  ].join('\n')
}

/** What the README says now, between the markers. */
export function currentTable(): string {
  return readFileSync(readme, 'utf8').split(begin)[1]?.split(end)[0] ?? ''
}

if (import.meta.main) {
  const text = readFileSync(readme, 'utf8')
  const [before = '', rest = ''] = text.split(begin)
  writeFileSync(readme, `${before}${begin}${rulesTable()}${end}${rest.split(end)[1] ?? ''}`)
}
