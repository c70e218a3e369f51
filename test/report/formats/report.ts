import { builtinRules } from '../../../rules/index.ts'
import { rulesNamed } from '../../../src/lint/rule-info.ts'
import type { Finding } from '../../../src/model/finding.ts'
import type { Outcome } from '../../../src/model/outcome.ts'
import type { Report } from '../../../src/model/report.ts'
import { buildReport } from '../../../src/report/build-report.ts'

const arn = (name: string, region = 'eu-west-1'): string =>
  `arn:aws:imagebuilder:${region}:123456789012:infrastructure-configuration/${name}`

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'imdsv2-required',
    severity: 'error',
    message: 'httpTokens is "optional"; it must be "required".',
    file: 'infra/web.yaml',
    line: 2,
    column: 40,
    endLine: 2,
    endColumn: 48,
    pointer: '/instanceMetadataOptions/httpTokens',
    arn: arn('web'),
    docsUrl: 'https://example.com/rules/imdsv2-required.md',
    fixable: true,
    ...changes,
  }
}

const outcome = (name: string, status: Outcome['status'], changes: Partial<Outcome> = {}): Outcome => ({
  arn: arn(name),
  status,
  attempts: 1,
  verified: status === 'applied',
  ...changes,
})

const findings = [
  finding(),
  finding({
    ruleId: 'no-key-pair',
    severity: 'warning',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 3,
    message: 'keyPair',
  }),
  finding({ ruleId: 'container-hop-limit', severity: 'note', file: 'infra/a.yaml', fixable: false }),
]

export const linted: Report = buildReport({
  files: 2,
  specs: 3,
  rules: rulesNamed(builtinRules, findings),
  findings,
  suppressed: [{ ...finding({ ruleId: 'no-key-pair' }), reason: 'SEC-1182', by: 'spec', expires: '2027-03-31' }],
})

export const planned: Report = buildReport({
  files: 1,
  specs: 4,
  changes: [
    {
      arn: arn('web'),
      action: 'update',
      fields: [
        { pointer: '/instanceMetadataOptions/httpTokens', kind: 'change', before: 'optional', after: 'required' },
        { pointer: '/keyPair', kind: 'clear', before: 'admin' },
        { pointer: '/logging/s3Logs/s3BucketName', kind: 'add', after: 'acme-logs' },
      ],
    },
    { arn: arn('same'), action: 'no-op', fields: [] },
    { arn: arn('gone', 'eu-central-1'), action: 'missing', fields: [], reason: 'does not exist' },
    { arn: arn('refused'), action: 'blocked', fields: [], reason: 'error of imdsv2-required' },
  ],
})

export const applied: Report = buildReport({
  files: 1,
  specs: 4,
  changes: planned.changes,
  outcomes: [
    outcome('web', 'applied', { attempts: 3 }),
    outcome('same', 'unchanged', { attempts: 0 }),
    outcome('gone', 'skipped', {
      attempts: 0,
      error: { code: 'ResourceNotFoundException', message: 'does not exist' },
    }),
    outcome('refused', 'failed', { error: { code: 'ForbiddenException', message: 'no', requestId: 'abc-1' } }),
  ],
})

/** Text of somebody who wants more than to be read. */
export const hostile: string = [
  '\u001b[2J\u001b]8;;https://evil.example\u0007',
  '\u009b31m\u202e',
  '::error::gotcha',
  '##[error]gotcha',
  '\n::set-output name=x::y\n',
  '@octocat #1 GH-2 org/repo#3',
  '<script>alert(1)</script><img src=x>',
  '| `code` | ](https://evil.example) [a](b) ![c](d)',
  ']]> &amp; "quoted" \'single\' --> \ufffe',
  'www.evil.example http://evil.example',
].join(' ')

const everywhere = {
  message: hostile,
  file: `infra/${hostile}.yaml`,
  pointer: `/${hostile}`,
  arn: `${arn('x')}${hostile}`,
}

export const attacked: Report = buildReport({
  files: 1,
  specs: 1,
  rules: [{ id: `acme/${hostile}`, summary: hostile, docsUrl: `https://evil.example/${hostile}`, severity: 'error' }],
  findings: [
    finding({ ...everywhere, ruleId: `acme/${hostile}` }),
    finding({ ...everywhere, file: '::error::x.yaml' }),
    finding({
      ...everywhere,
      arn: '',
      origin: 'terraform',
      address: `aws_imagebuilder_infrastructure_configuration.web["${hostile}"]`,
      related: [{ message: hostile, file: hostile, line: 1, column: 1, endLine: 1, endColumn: 2 }],
    }),
  ],
  suppressed: [{ ...finding(everywhere), reason: hostile, by: 'spec' }],
  changes: [
    {
      arn: everywhere.arn,
      action: 'blocked',
      reason: hostile,
      fields: [{ pointer: `/${hostile}`, kind: 'change', before: hostile, after: { [hostile]: hostile } }],
    },
  ],
})

export const attackedApply: Report = buildReport({
  files: 1,
  specs: 1,
  changes: attacked.changes,
  outcomes: [
    outcome('x', 'failed', { arn: everywhere.arn, error: { code: hostile, message: hostile, requestId: hostile } }),
  ],
})
