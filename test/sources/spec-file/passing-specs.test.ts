import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { lintPolicyOf } from '../../../src/config/active-rules.ts'
import { specOverrides } from '../../../src/config/overrides.ts'
import { withDetails } from '../../../src/fix/with-details.ts'
import { createFleetJudge } from '../../../src/lint/lint-fleet.ts'
import type { Fleet } from '../../../src/lint/spec.ts'
import { type LintRun, lintSpecs } from '../../../src/run/lint-specs.ts'
import { loadSpecs } from '../../../src/sources/load-specs.ts'
import { KeptSpec } from '../../../src/sources/spec-file/kept-spec.ts'
import { passingSpecs } from '../../../src/sources/spec-file/passing-specs.ts'
import { createConfig } from '../../support/config.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { arn } from './load.ts'

const files = {
  'a.yaml': `defaults:
  instanceMetadataOptions: { httpTokens: optional }
specs:
  - infrastructureConfigurationArn: ${arn('a')}
    keyPair: 5
  - infrastructureConfigurationArn: ${arn('b')}
    description: b
`,
  'b.yaml': `infrastructureConfigurationArn: ${arn('a')}
instanceTypes: [m7i.large]
`,
  'suppressed.yaml': `infrastructureConfigurationArn: ${arn('c')}
x-guard: { suppress: [{ rule: no-key-pair, reason: none }] }
`,
  'token.yaml': `infrastructureConfigurationArn: ${arn('d')}
clientToken: fixed
`,
}

/** Specs judged as they are read, and let go or not. */
async function judged(arePassing: boolean): Promise<{ fleet: Fleet; run: LintRun }> {
  const folder = tempFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/${name}`, text)
  const config = createConfig({
    folder,
    overrides: [{ files: ['b.yaml'], imageType: 'DOCKER', rules: {}, origin: 'config' }],
  })
  const overridden = specOverrides(config, folder)
  const judge = createFleetJudge(lintPolicyOf(config, folder))
  const fleet = await loadSpecs(['.'], {
    cwd: folder,
    selections: [],
    adopt(specs, parsed) {
      const own = specs.map(overridden)
      const all = arePassing ? passingSpecs(own, parsed, overridden) : own
      for (const spec of all) judge.judge(spec)
      return all
    },
  })
  return { fleet, run: lintSpecs(fleet, config, new Date(0), undefined, judge.result(fleet)) }
}

it('says the same of specs that are let go as of those that are held', async () => {
  const held = await judged(false)
  const passing = await judged(true)
  expect(passing.run.report.findings.length).toBeGreaterThan(5)
  expect(passing.run.report).toEqual(held.run.report)
  const detailed = ({ run }: { run: LintRun }): unknown => withDetails(run.report.findings, run.judgements)
  expect(detailed(passing)).toEqual(detailed(held))
})

it('reads again what a spec says, overrides included, in whatever order it is asked for', async () => {
  const { fleet: held } = await judged(false)
  const { fleet } = await judged(true)
  const [a, b, other] = fleet.specs
  for (const [spec, like] of [
    [other, held.specs[2]],
    [b, held.specs[1]],
    [a, held.specs[0]],
    [b, held.specs[1]],
  ] as const) {
    expect(spec).toBeInstanceOf(KeptSpec)
    expect(spec?.config).toEqual(like?.config)
    expect(spec?.imageType).toBe(like?.imageType)
    expect(spec?.source.place(['keyPair'])).toEqual(like?.source.place(['keyPair']))
  }
  expect(other?.imageType).toBe('DOCKER')
})

it('keeps specs with suppressions or a client token as they are', async () => {
  const { fleet } = await judged(true)
  expect(fleet.specs.slice(3).map((spec) => spec instanceof KeptSpec)).toEqual([false, false])
})
