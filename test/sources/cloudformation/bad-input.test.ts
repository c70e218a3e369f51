import { expect, it } from 'vitest'
import { findingsOf, templateWith } from './judge.ts'

const bad = 'InstanceMetadataOptions: { HttpTokens: optional, HttpPutResponseHopLimit: 2 }'

/** A template of so many configurations that break one rule. */
function templateOf(count: number): string {
  const [, resource = ''] = templateWith(bad).split('Resources:\n')
  return `Resources:\n${Array.from({ length: count }, (_, at) => resource.replace('Infra:', `Infra${at}:`)).join('')}`
}

const said = async (template: string): Promise<string[]> =>
  (await findingsOf(template)).map(({ address, ruleId }) => `${address} ${ruleId}`)

it('judges each of 500 resources', async () => {
  const expected = Array.from({ length: 500 }, (_, at) => `Infra${at} imdsv2-required`)
  expect((await said(templateOf(500))).sort()).toEqual(expected.sort())
}, 10_000)

it('judges a template of 1 MiB, of one long text or of thousands of resources', async () => {
  const padded = (bytes: number): string => {
    const text = `${templateWith(bad)}  Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: "" } }\n`
    return text.replace('""', `"${'x'.repeat(bytes - text.length)}"`)
  }
  expect(await said(padded(2 ** 20))).toEqual(['Infra imdsv2-required'])
  const topics = Array.from(
    { length: 2 ** 20 / 64 },
    (_, at) => `  T${at}: { Type: AWS::SNS::Topic, Properties: {} }\n`,
  )
  expect(await said(templateWith(bad) + topics.join(''))).toEqual(['Infra imdsv2-required'])
}, 10_000)

it.each([
  ['a key that stands twice', 'Description: a\n      Description: b', true],
  ['an alias to nothing', 'Description: *nothing', false],
  ['a tag that nobody knows', 'Description: !Reff x', true],
  ['an open list', 'InstanceTypes: [m5.large', false],
  ['an open text', 'Description: "open', false],
  ['a tab', '\tDescription: x', false],
  ['what is no entry', 'Description', false],
])(
  '%s in one resource is a finding at its place, the others are judged where YAML can be read on',
  async (_, line, isRead) => {
    const [, second = ''] = templateWith(bad).split('Resources:\n')
    const broken = templateWith('Description: x').replace('      Description: x', `      ${line}`)
    const findings = await findingsOf(broken + second.replace('Infra', 'Second'))
    const syntax = findings.filter(({ ruleId }) => ruleId === 'syntax' || ruleId === 'schema')
    expect(syntax.length).toBeGreaterThan(0)
    expect(syntax[0]?.line).toBeGreaterThanOrEqual(9)
    const others = findings.filter(({ address }) => address === 'Second').map(({ ruleId }) => ruleId)
    expect(others).toEqual(isRead ? ['imdsv2-required'] : [])
  },
)

const wrong = ['5', 'true', 'null', 'text', '[]', '[[]]', '{}', '{ a: b }', '[5, null, { a: [] }]']
const whole = templateWith('InstanceTypes: [!If [A, !FindInMap [M, !Ref P, K], !Ref P]]', 'SECTIONS')

it.each([
  ['Resources', 'Resources: VALUE'],
  ['a resource', 'Resources:\n  Infra: VALUE'],
  ['Type', 'Resources:\n  Infra: { Type: VALUE, Properties: { Name: a } }'],
  ['Properties', 'Resources:\n  Infra: { Type: AWS::ImageBuilder::InfrastructureConfiguration, Properties: VALUE }'],
  ['Condition', whole.replace('SECTIONS', '').replace('    Properties:', '    Condition: VALUE\n    Properties:')],
  ['Metadata', whole.replace('SECTIONS', '').replace('    Properties:', '    Metadata: VALUE\n    Properties:')],
  ...['Parameters', 'Conditions', 'Mappings', 'Transform', 'Outputs'].map((name) => [
    name,
    whole.replace('SECTIONS', `${name}: VALUE\n`),
  ]),
  ['a parameter', whole.replace('SECTIONS', 'Parameters: { P: VALUE }\n')],
  ['a type of a parameter', whole.replace('SECTIONS', 'Parameters: { P: { Type: VALUE, Default: VALUE } }\n')],
  ['allowed values', whole.replace('SECTIONS', 'Parameters: { P: { Type: String, AllowedValues: VALUE } }\n')],
  ['a condition', whole.replace('SECTIONS', 'Conditions: { A: VALUE }\n')],
  ['an operand', whole.replace('SECTIONS', 'Conditions: { A: !Equals [VALUE, VALUE], B: !And VALUE }\n')],
  ['a mapping', whole.replace('SECTIONS', 'Mappings: { M: VALUE }\n')],
  ['an entry', whole.replace('SECTIONS', 'Mappings: { M: { a: { K: VALUE } } }\n')],
  ...['Ref', 'If', 'Sub', 'Join', 'Select', 'Split', 'FindInMap', 'GetAtt', 'ImportValue', 'Transform'].map((name) => [
    name,
    templateWith(`InstanceTypes: !${name} VALUE\nLogging: !${name} [VALUE, VALUE, VALUE]`),
  ]),
  ...['Name', 'InstanceTypes', 'Logging', 'InstanceMetadataOptions', 'ResourceTags', 'SecurityGroupIds'].map((name) => [
    name,
    templateWith(`${name}: VALUE`),
  ]),
])('takes any value as %s', async (_, template) => {
  for (const value of wrong) {
    const findings = await findingsOf(template.replaceAll('VALUE', value))
    for (const { message } of findings) expect(message).not.toMatch(/undefined|\[object|NaN/)
  }
})

it.each([
  ['conditions', 'Conditions:\n  A: !Not [!Condition A]\n', 'Description: !If [A, a, b]', '"A" depends on itself'],
  ['parameters', 'Parameters:\n  P: { Type: String, Default: !Ref P }\n', 'Description: !Ref P', undefined],
  [
    'mappings',
    'Mappings:\n  M: { a: { b: !FindInMap [M, a, b] } }\n',
    'Description: !FindInMap [M, a, b]',
    'Mapping "M" holds Fn::FindInMap; it takes no functions.',
  ],
  ['resources', '', 'Description: !Ref Infra', undefined],
])('a circle of %s ends', async (_, sections, properties, message) => {
  const findings = await findingsOf(templateWith(`${properties}\n${bad}`, sections))
  const messages = findings.map((finding) => finding.message).join('\n')
  expect(messages).toContain(message ?? '')
  expect(findings.map(({ ruleId }) => ruleId)).toContain('imdsv2-required')
})

it('a circle of stacks ends', async () => {
  const stack = (url: string): string =>
    `${templateWith(bad)}  Nested: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${url} } }\n`
  const findings = await findingsOf({ 'a.yaml': stack('b.yaml'), 'b.yaml': stack('a.yaml'), 'c.yaml': stack('c.yaml') })
  expect([...new Set(findings.map(({ file }) => file))].sort()).toEqual(['a.yaml', 'b.yaml', 'c.yaml'])
})
