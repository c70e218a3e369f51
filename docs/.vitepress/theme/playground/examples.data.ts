import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { presets } from '../../../../src/config/presets.ts'
import { kindOf } from './kinds.ts'
import type { Shared } from './share.ts'

/** The failing specimen of a rule's page, with the config that makes the rule object. */
export interface Example extends Shared {
  rule: string
}

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** Rules that compare a text with what is live, what an account answers or an earlier revision have nothing to show here. */
const asked = new Set(['removed-field-stays', 'stale-baseline'])

function exampleOf(file: string): Example[] {
  const rule = basename(file, '.md')
  const section =
    readFileSync(root + file, 'utf8')
      .split(/^## /m)
      .find((each) => each.startsWith('Failing spec')) ?? ''
  const blocks = [...section.matchAll(/^```(\w+)(?: (\w+))?\n(.*?)^```$/gms)].map(([, , use, text = '']) => ({
    use,
    text,
  }))
  if (asked.has(rule) || blocks.some(({ use }) => use === 'live' || use === 'facts')) return []
  const text = blocks.find(({ use }) => use === undefined)?.text
  if (text === undefined) return []
  const config = blocks.find(({ use }) => use === 'config')?.text
  return [
    {
      rule,
      text,
      kind: kindOf(text) ?? 'spec',
      config: config === undefined ? presetOf(rule) : `extends: recommended\n${config}`,
    },
  ]
}

const presetOf = (rule: string): string =>
  presets.recommended[rule] === 'off' ? 'extends: strict\n' : 'extends: recommended\n'

declare const data: Example[]

export { data }

export default {
  watch: ['../../../../rules/*.md'],
  load: (): Example[] => globSync('rules/*.md', { cwd: root }).sort().flatMap(exampleOf),
}
