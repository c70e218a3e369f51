import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fixFiles } from '../../../src/fix/fix-files.ts'
import { withDetails } from '../../../src/fix/with-details.ts'
import type { Spec } from '../../../src/lint/spec.ts'
import { lintSpecs } from '../../../src/run/lint-specs.ts'
import { loadSpecs } from '../../../src/sources/load-specs.ts'
import { createConfig } from '../../support/config.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { arn } from './load.ts'

const envelope = `defaults:
  instanceMetadataOptions: { httpTokens: optional }
specs:
  - infrastructureConfigurationArn: ${arn('a')}
    keyPair: 5
  - infrastructureConfigurationArn: ${arn('b')}
    x-guard:
      suppress:
        - { rule: no-key-pair, reason: none }
`
const documents = `infrastructureConfigurationArn: ${arn('a')}
---
- infrastructureConfigurationArn: ${arn('c')}
  instanceMetadataOptions:
    httpTokens: optional
`

/** Two files whose nodes are made in turn. */
async function loadTwo(): Promise<Awaited<ReturnType<typeof loadSpecs>>> {
  const folder = tempFolder()
  writeFileSync(`${folder}/a.yaml`, envelope)
  writeFileSync(`${folder}/b.yaml`, documents)
  return loadSpecs(['.'], { cwd: folder, selections: [] })
}

it('places are the same in whatever order they are asked for', async () => {
  const { specs } = await loadTwo()
  const paths = [
    ['infrastructureConfigurationArn'],
    ['instanceMetadataOptions', 'httpTokens'],
    ['keyPair'],
    ['x-guard'],
  ]
  const placesOf = ({ source }: Spec): unknown[] => paths.map((path) => source.place(path))
  const inTurn = specs.map(placesOf)
  expect([3, 0, 2, 1].map((at) => placesOf(specs[at] as Spec))).toEqual([3, 0, 2, 1].map((at) => inTurn[at]))
  expect(inTurn[3]?.[1]).toMatchObject({ file: 'b.yaml', line: 5, column: 17, endColumn: 25 })
  expect(inTurn[1]?.[1]).toMatchObject({ file: 'a.yaml', line: 2, column: 42 })
})

it('a fleet rule, suppressions, details and fixes find places in files that were let go', async () => {
  const fleet = await loadTwo()
  const run = lintSpecs(fleet, createConfig(), new Date(0))
  const found = run.report.findings.map(({ file, line, ruleId }) => `${file}:${line} ${ruleId}`)
  expect(found).toContain('a.yaml:4 unique-target')
  expect(found).toContain('b.yaml:1 unique-target')
  expect(found).toContain('a.yaml:9 unused-suppression')
  const edits = withDetails(run.report.findings, run.judgements).filter(({ ruleId }) => ruleId === 'imdsv2-required')
  expect(edits.map(({ file, source }) => `${file} ${source?.trim()}`)).toContain('b.yaml httpTokens: optional')
  expect(await fixFiles(run.judgements, fleet)).toEqual({ written: 2, left: [] })
})
