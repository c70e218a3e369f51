import { describe, expect, it } from 'vitest'
import schema from '../../schema/config.schema.json' with { type: 'json' }
import { configNames } from '../../src/config/find-config.ts'
import { presets } from '../../src/config/presets.ts'
import { cases } from './cases.ts'
import { membersIn, membersOf, type Schema } from './members.ts'

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort()

describe('the cases', () => {
  it('use every member of the config schema', () => {
    const known = membersOf(schema as Schema)
    expect(known).toContain('overrides/imageType')
    expect(sorted(cases.flatMap(({ config }) => membersIn(config, known)))).toEqual(sorted(known))
  })

  it('use every preset and every language of a config', () => {
    const extended = cases.flatMap(({ config }) => config.extends ?? [])
    expect(extended).toEqual(expect.arrayContaining(Object.keys(presets)))
    expect(sorted(cases.map(({ file }) => file))).toEqual(sorted(configNames))
  })
})
