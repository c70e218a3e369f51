import { expect, it } from 'vitest'
import type { Finding } from '../../../src/model/finding.ts'
import { buildReport } from '../../../src/report/build-report.ts'
import type { Format } from '../../../src/report/formats/index.ts'
import { renderReport } from '../../../src/report/render-report.ts'

const finding: Finding = {
  ruleId: 'imdsv2-required',
  severity: 'error',
  message: 'IMDSv1 is refused.',
  file: 'stacks/golden.yaml',
  line: 3,
  column: 36,
  endLine: 3,
  endColumn: 44,
  pointer: '/instanceMetadataOptions/httpTokens',
  fixable: true,
  origin: 'cloudformation',
  address: 'Infra',
  related: [
    { message: 'Tokens is used here', file: 'stacks/golden.yaml', line: 17, column: 45, endLine: 17, endColumn: 56 },
    { message: 'Nested by stack A', file: 'stacks/parent.yaml', line: 5, column: 3, endLine: 5, endColumn: 4 },
  ],
}
const report = buildReport({ files: 1, specs: 0, resources: 1, findings: [finding] })
const rendered = (format: Format): string => renderReport(report, format, {})

it('people see the resource and what led to the value', () => {
  expect(rendered('stylish')).toBe(`stacks/golden.yaml
  3:36  error  IMDSv1 is refused.  imdsv2-required  Infra  fixable
      17:45  Tokens is used here
      stacks/parent.yaml:5:3  Nested by stack A

1 resource in 1 file: 1 error, 0 warnings, 0 notes (1 fixable with --fix).
`)
  for (const format of ['junit', 'markdown'] as const) expect(rendered(format)).toContain('Infra')
})

it('SARIF has them as logical and related locations', () => {
  const [result] = JSON.parse(rendered('sarif')).runs[0].results
  expect(JSON.stringify(result.locations)).toContain('"Infra"')
  expect(result.relatedLocations).toHaveLength(2)
})
