import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { builtinRules } from '../../rules/index.ts'
import { presets } from '../../src/config/presets.ts'
import type { Severity } from '../../src/model/finding.ts'
import { load } from '../sources/spec-file/load.ts'
import { createConfig } from '../support/config.ts'
import { lint } from '../support/lint.ts'

/** What the recommended rules say of each spec of a file, as `rule pointer`, by the last part of its ARN. */
async function judged(name: string): Promise<Record<string, string[]>> {
  const fleet = await load(readFileSync(new URL(`cases/${name}.yaml`, import.meta.url), 'utf8'))
  const rules = Object.fromEntries(
    builtinRules.flatMap(({ id, options, defaults }) => {
      const severity = presets.recommended[id]
      return severity === 'off' || severity === undefined || (options && !defaults)
        ? []
        : [[id, { severity: severity as Severity, options: {}, origin: '' }]]
    }),
  )
  const { findings } = lint(fleet, createConfig({ rules }))
  const found: Record<string, string[]> = Object.fromEntries(fleet.specs.map(({ arn }) => [nameOf(arn), []]))
  for (const { arn = '', ruleId, pointer } of findings) found[nameOf(arn)]?.push(`${ruleId} ${pointer}`)
  return found
}

const nameOf = (arn: string): string => arn.split('/').at(-1) ?? ''

it('finds every id and type that is none', async () => {
  expect(await judged('ids-and-types')).toEqual({
    a: ['resource-ids-form /subnetId'],
    b: ['resource-ids-form /subnetId', 'resource-ids-form /securityGroupIds/0'],
    c: ['resource-ids-form /subnetId', 'resource-ids-form /securityGroupIds/0'],
    d: [
      ...[0, 1, 2, 3, 4].map((index) => `instance-types-form /instanceTypes/${index}`),
      'instance-types-one-architecture /instanceTypes',
    ],
    e: ['instance-types-form /instanceTypes/1'],
    f: ['resource-ids-form /placement/hostId'],
    g: ['placement-consistent /placement/tenancy'],
  })
})

it('finds every placeholder, each once but for a bucket that S3 reserves', async () => {
  const bucket = '/logging/s3Logs/s3BucketName'
  const placeholders = (...pointers: string[]): string[] =>
    pointers.map((pointer) => `no-placeholder-values ${pointer}`)
  expect(await judged('placeholders')).toEqual({
    a: placeholders('/subnetId', '/securityGroupIds/0', bucket),
    b: placeholders('/subnetId', '/securityGroupIds/0', bucket),
    c: [
      `s3-bucket-name ${bucket}`,
      ...placeholders('/subnetId', ...[0, 1, 2, 3].map((index) => `/securityGroupIds/${index}`), bucket),
    ],
  })
})
