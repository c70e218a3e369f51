/** The policy for `--deep` in docs/accounts.md, made of the facts. Run it to write the block. */
import { readFileSync, writeFileSync } from 'node:fs'
import { deepPolicy } from '../src/facts/permissions.ts'

const page = new URL('../docs/accounts.md', import.meta.url)
const begin = '<!-- file: iam/deep.json -->\n```json\n'
const end = '```\n'

export const policyText = (): string => `${JSON.stringify(deepPolicy(), null, 2)}\n`

/** What the page says now. */
export const currentPolicy = (): string => readFileSync(page, 'utf8').split(begin)[1]?.split(end)[0] ?? ''

if (import.meta.main) {
  const text = readFileSync(page, 'utf8')
  const [before = '', rest = ''] = text.split(begin)
  const after = rest.slice(rest.indexOf(end))
  writeFileSync(page, `${before}${begin}${policyText()}${after}`)
}
