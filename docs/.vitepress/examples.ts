import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { presets } from '../../src/config/presets.ts'
import { type Against, againsts, kindOf } from './theme/playground/kinds.ts'
import type { Shared } from './theme/playground/share.ts'

/** The failing specimen of a rule's page, with the config that makes the rule object. */
export interface Example extends Shared {
  rule: string
}

const root = fileURLToPath(new URL('../../', import.meta.url))

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
  // What a baseline holds is no text of a playground.
  if (rule === 'stale-baseline') return []
  const text = blocks.find(({ use }) => use === undefined)?.text
  if (text === undefined) return []
  const config = blocks.find(({ use }) => use === 'config')?.text
  const against = blocks.find(({ use = '' }) => Object.hasOwn(againsts, use))
  return [
    {
      rule,
      text,
      kind: kindOf(text) ?? 'spec',
      ...(against && { against: { what: against.use as Against, text: against.text } }),
      config: config === undefined ? presetOf(rule) : `extends: recommended\n${config}`,
    },
  ]
}

const presetOf = (rule: string): string =>
  presets.recommended[rule] === 'off' ? 'extends: strict\n' : 'extends: recommended\n'

export const readExamples = (): Example[] => globSync('rules/*.md', { cwd: root }).sort().flatMap(exampleOf)
