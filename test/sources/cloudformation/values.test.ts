import { describe, expect, it } from 'vitest'
import { findingsOf, saidOf, templateWith } from './judge.ts'

const parameters = `Parameters:
  Tokens: { Type: String, Default: optional }
  Types: { Type: CommaDelimitedList, Default: "m5.large, t2" }
  Stored: { Type: AWS::SSM::Parameter::Value<String>, Default: /tokens }
  Env: { Type: String, Default: dev, AllowedValues: [dev, prod] }
  Key: { Type: String, Default: "" }
  Bucket: { Type: String }
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsDev: !Equals [!Ref Env, dev]
  HasKey: !Not [!Equals [!Ref Key, ""]]
  Both: !And [!Condition IsProd, !Condition IsDev]
  Never: !Equals [a, b]
Mappings:
  Sizes:
    eu-west-1: { Build: m5.large }
    us-east-1: { Build: t2 }
`

const said = (properties: string): Promise<string[]> => saidOf(templateWith(properties, parameters))

it('finds nothing in a good template, in short and long forms, in YAML and JSON', async () => {
  expect(await said('Description: x')).toEqual([])
  expect(await findingsOf({ 'a.json': JSON.stringify({ Resources: {} }) })).toEqual([])
})

describe('what is known is judged like a literal', () => {
  it.each([
    [
      'a literal',
      'InstanceMetadataOptions: { HttpTokens: optional, HttpPutResponseHopLimit: 2 }',
      'imdsv2-required «optional»',
    ],
    [
      'a default, where it is written',
      'InstanceMetadataOptions: { HttpTokens: !Ref Tokens, HttpPutResponseHopLimit: 2 }',
      'imdsv2-required «optional»',
    ],
    ['a list that is a default', 'InstanceTypes: !Ref Types', 'instance-types-form «"m5.large, t2"»'],
    ['an item of a list', 'InstanceTypes: [!Select [1, !Ref Types]]', 'instance-types-form «"m5.large, t2"»'],
    [
      'a text that is put together, at its place',
      'InstanceTypes: [!Sub "${Env}.X"]',
      'instance-types-form «!Sub "${Env}.X"»',
    ],
    ['a joined text', 'InstanceTypes: [!Join [".", [m5, Large]]]', 'instance-types-form «!Join [".", [m5, Large]]»'],
    ['a split text', 'InstanceTypes: !Split [",", "m5.large,t3"]', 'instance-types-form «"m5.large,t3"»'],
    [
      'each entry of a mapping',
      'InstanceTypes: [!FindInMap [Sizes, !Ref AWS::Region, Build]]',
      'instance-types-form «t2»',
    ],
    ['one entry of a mapping', 'InstanceTypes: [!FindInMap [Sizes, us-east-1, Build]]', 'instance-types-form «t2»'],
    [
      'what stands for a missing entry',
      'InstanceTypes: [!FindInMap [Sizes, ap-south-1, Build, { DefaultValue: t9 }]]',
      'instance-types-form «t9»',
    ],
    [
      'what stands for an entry that may be missing',
      'InstanceTypes: [!FindInMap [Sizes, !Ref AWS::Region, Build, { DefaultValue: t9 }]]',
      'instance-types-form «t9»',
    ],
    [
      'an entry that may be missing',
      'InstanceTypes: [!FindInMap [Sizes, !Ref AWS::Region, Build, { DefaultValue: m5.large }]]',
      'instance-types-form «t2»',
    ],
    ['a branch', 'InstanceTypes: [!If [IsProd, t2, m5.large]]', 'instance-types-form «t2»'],
    ['a long form', 'InstanceTypes: [{ Fn::If: [IsProd, t2, m5.large] }]', 'instance-types-form «t2»'],
    [
      'what is absent in a branch',
      'Logging: !If [IsProd, { S3Logs: { S3BucketName: !Ref Bucket } }, !Ref AWS::NoValue]',
      's3-logging-required «!Ref AWS::NoValue»',
    ],
    ['what is never stated', 'InstanceMetadataOptions: !Ref AWS::NoValue', 'imdsv2-required «InstanceMetadataOptions»'],
  ])('%s', async (_, properties, expected) => {
    const all = await said(properties)
    expect(all.filter((each) => !each.startsWith('not-judged'))).toContain(expected)
  })

  it('and an entry is no mistake that DefaultValue stands for', async () => {
    const lookUp = (more: string): string => `InstanceTypes: [!FindInMap [Sizes, ap-south-1, Build${more}]]`
    expect(await said(lookUp(', { DefaultValue: m5.large }'))).toEqual([])
    expect(await said(lookUp(''))).toContain('schema «ap-south-1»')
  })

  it('with what led to it', async () => {
    const [finding] = await findingsOf(
      templateWith('InstanceMetadataOptions: { HttpTokens: !Ref Tokens, HttpPutResponseHopLimit: 2 }', parameters),
    )
    expect(finding).toMatchObject({
      origin: 'cloudformation',
      address: 'Infra',
      pointer: '/instanceMetadataOptions/httpTokens',
      message:
        'InstanceMetadataOptions.HttpTokens is "optional"; it must be "required", so that IMDSv1 is refused. (the default of parameter Tokens)',
      related: [{ message: 'Tokens is used here', line: 25, column: 46, endColumn: 57 }],
    })
  })

  it('as CloudFormation takes it: "2" is a number, yes is true', async () => {
    expect(
      await said(
        'TerminateInstanceOnFailure: yes\nTerminateInstanceOnCompletion: "true"\nInstanceMetadataOptions: { HttpTokens: required, HttpPutResponseHopLimit: "2" }\nDescription: 5',
      ),
    ).toEqual([])
  })
})

describe('what only deployment knows is never objected to', () => {
  it.each([
    ['a resource', '!Ref Other'],
    ['a stored parameter', '!Ref Stored'],
    ['an import', '!ImportValue x'],
    ['a dynamic reference', '"{{resolve:ssm:/tokens}}"'],
    ['a text with one', '!Sub "x${AWS::Region}"'],
    ['an attribute', '!GetAtt Other.Arn'],
  ])('%s', async (_, value) => {
    const template = `${templateWith(`InstanceMetadataOptions: { HttpTokens: ${value}, HttpPutResponseHopLimit: 2 }`, parameters)}  Other: { Type: AWS::SNS::Topic }\n`
    const findings = await findingsOf(template)
    expect(findings.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([['not-judged', 'note']])
    expect(findings[0]?.message).toContain(`HttpTokens (${value.replaceAll('"{{', '{{').replaceAll('}}"', '}}')})`)
    expect(findings[0]).toMatchObject({ line: 19, column: 3, endColumn: 8 })
  })

  it('and not named where no rule cares', async () => {
    expect(await said('Description: !Ref AWS::StackName')).toEqual([])
  })

  it('a default that contradicts the branch', async () => {
    const key = await findingsOf(templateWith('KeyPair: !If [HasKey, !Ref Key, !Ref AWS::NoValue]', parameters))
    expect(key.map(({ ruleId }) => ruleId)).toEqual(['not-judged'])
  })
})

describe('conditions', () => {
  it('judge no combination that cannot be', async () => {
    for (const value of [
      '!If [IsProd, !If [IsDev, t2, m5.large], m5.large]',
      '!If [Both, t2, m5.large]',
      '!If [Never, t2, m5.large]',
    ]) {
      expect(await said(`InstanceTypes: [${value}]`)).toEqual([])
    }
  })

  it('are judged together', async () => {
    const together = `SubnetId: !If [IsProd, subnet-12345678, !Ref AWS::NoValue]
SecurityGroupIds: !If [IsProd, [sg-12345678], !Ref AWS::NoValue]`
    expect(await said(together)).toEqual([])
    const apart = together.replace('[IsProd, [sg', '[IsDev, [sg')
    expect(await said(apart)).toEqual([expect.stringContaining('subnet-needs-security-groups')])
  })

  it('name the branch', async () => {
    const [finding] = await findingsOf(templateWith('InstanceTypes: [!If [IsProd, t2, m5.large]]', parameters))
    expect(finding?.message).toContain('(where condition IsProd is true)')
    expect(finding?.related).toMatchObject([{ message: 'Condition IsProd decides here', line: 26 }])
  })

  it('of a resource hold in it', async () => {
    const template = templateWith('InstanceTypes: [!If [IsProd, m5.large, t2]]', parameters).replace(
      '    Properties:',
      '    Condition: IsProd\n    Properties:',
    )
    expect(await saidOf(template)).toEqual([])
  })

  it('that go in a circle end', async () => {
    const circle = 'Conditions:\n  A: !Not [!Condition B]\n  B: !Not [!Condition A]\n'
    const findings = await findingsOf(templateWith('InstanceTypes: [!If [A, t2, m5.large]]', circle))
    expect(findings.map(({ message }) => message)).toContain('Condition "A" depends on itself.')
  })

  it('of any number end, and every branch is judged', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `C${at}`)
    const sections = `Parameters:\n${names.map((name) => `  P${name}: { Type: String }`).join('\n')}\nConditions:\n${names.map((name) => `  ${name}: !Equals [!Ref P${name}, x]`).join('\n')}\n`
    const tags = names.map((name) => `  ${name}: !If [${name}, a, "aws:${name}"]`).join('\n')
    const types = names.map((name) => `!If [${name}, m5.large, ${name.toLowerCase()}]`).join(', ')
    const findings = await findingsOf(templateWith(`InstanceTypes: [${types}]\nResourceTags:\n${tags}`, sections))
    const messages = findings.map(({ message }) => message).join('\n')
    for (const name of names) expect(messages).toContain(`"${name.toLowerCase()}" is no instance type`)
    expect(messages).toContain("Of its conditions' combinations 128 are judged.")
  })
})

describe('what no deployment takes is a schema finding', () => {
  it.each([
    ['Loging: {}', 'Unknown property "Loging"; did you mean "Logging"?'],
    ['InstanceTypes: m5.large', 'InstanceTypes is "m5.large"; it must be a list.'],
    ['KeyPair:', 'KeyPair is null; it must be text.'],
    [
      'InstanceMetadataOptions: { HttpTokens: required, HttpPutResponseHopLimit: 65 }',
      'InstanceMetadataOptions.HttpPutResponseHopLimit is 65; it must be at most 64.',
    ],
    [
      'InstanceMetadataOptions: { HttpTokens: Required, HttpPutResponseHopLimit: 2 }',
      'InstanceMetadataOptions.HttpTokens is "Required"; it must be "optional" or "required". Did you mean "required"?',
    ],
    [
      'Description: !Ref Bukcet',
      '"Bukcet" is neither a parameter nor a resource of this template; did you mean "Bucket"?',
    ],
    ['Description: !If [IsPrd, a, b]', 'Condition "IsPrd" is not defined; did you mean "IsProd"?'],
    ['Description: !If [IsProd, a]', 'Fn::If takes the name of a condition and two values.'],
    ['Description: !FindInMap [Size, a, b]', 'Mapping "Size" is not defined; did you mean "Sizes"?'],
    ['InstanceProfileName: !Ref AWS::NoValue', 'InstanceProfileName is missing; it is required.'],
  ])('%s', async (properties, message) => {
    const findings = await findingsOf(templateWith(properties, parameters))
    expect(findings.filter(({ ruleId }) => ruleId === 'schema').map((each) => each.message)).toEqual([message])
  })
})
