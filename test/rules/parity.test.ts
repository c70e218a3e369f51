import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { currentTable, rulesTable } from '../../.ci/rules-table.ts'
import { builtinRules } from '../../rules/index.ts'
import { presets } from '../../src/config/presets.ts'
import { factKinds } from '../../src/facts/fact-kinds.ts'
import { reservedIds } from '../../src/lint/policy-rules.ts'
import { compileSchema } from '../../src/validation/json-schema.ts'

const folder = new URL('../../rules/', import.meta.url)
const headings = ['What it checks', 'Why', 'Failing spec', 'Passing spec', 'How to fix', 'Options', 'References']
const others = reservedIds
const pageOf = (id: string): string => readFileSync(new URL(`${id}.md`, folder), 'utf8')

it('lists exactly the rules that have a file', () => {
  const files = readdirSync(folder).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts',
  )
  expect(builtinRules.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort())
})

it('has a page for each rule, and none for others', () => {
  const pages = readdirSync(folder).filter((name) => name.endsWith('.md'))
  expect(pages.sort()).toEqual([...builtinRules.map(({ id }) => id), ...others].map((id) => `${id}.md`).sort())
})

it('has each rule in both presets, at its own severity where it is on', () => {
  for (const preset of [presets.recommended, presets.strict, presets.none]) {
    expect(Object.keys(preset).sort()).toEqual(builtinRules.map(({ id }) => id).sort())
  }
})

it('has the table of rules in the README as the rules say it; run node .ci/rules-table.ts', () => {
  expect(currentTable()).toBe(rulesTable())
})

describe.each(builtinRules)('$id', (rule) => {
  const { id, summary, options, defaults } = rule

  it('has a test beside it', () => {
    expect(existsSync(new URL(`${id}.test.ts`, folder))).toBe(true)
  })

  it('has a page with the usual headings that begins with its summary', () => {
    const page = pageOf(id)
    expect(page.startsWith(`# ${id}\n\n${summary}\n`)).toBe(true)
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(headings)
  })

  it('names on its page every call that it makes the account', () => {
    const facts = (rule.needs ?? []).map((name) => factKinds[name])
    for (const permission of facts.flatMap(({ permissions }) => permissions)) {
      expect(pageOf(id)).toContain(`\`${permission}\``)
    }
    expect(rule.checkAccount !== undefined).toBe(facts.length > 0)
  })

  it('describes each of its options by schema, default and on its page', async () => {
    const names = Object.keys((options?.properties ?? {}) as object)
    expect(defaults === undefined || options !== undefined).toBe(true)
    const section = pageOf(id).split('## Options\n')[1]?.split('\n## ')[0] ?? ''
    for (const name of names) expect(section).toContain(`\`${name}\``)
    if (names.length === 0) expect(section.trim()).toBe('None.')
    if (!options) return
    const errors = (await compileSchema(options))(defaults ?? {})
    expect(errors.filter(({ keyword }) => keyword !== 'required')).toEqual([])
  })
})
