import { expect, it } from 'vitest'
import { buildReport } from '../../../src/report/build-report.ts'
import { liveFindingBlocks } from '../../../src/report/formats/audit-markdown.ts'
import { finding } from './report.ts'

it('has the findings of an account and Region the worst first, whatever rule they are of', () => {
  const file = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
  const findings = (['note', 'warning', 'error', 'note', 'error'] as const).map((severity, at) =>
    finding({ severity, ruleId: `rule-${at}`, file, arn: file }),
  )
  const [block = ''] = liveFindingBlocks(buildReport({ files: 0, specs: 0, findings }), 'full')
  expect(block.match(/rule-\d/g)?.filter((id, at, all) => all.indexOf(id) === at)).toEqual([
    'rule-2',
    'rule-4',
    'rule-1',
    'rule-0',
    'rule-3',
  ])
})
