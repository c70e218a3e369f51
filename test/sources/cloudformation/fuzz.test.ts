import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Subject } from '../../../src/lint/subject.ts'
import type { Finding } from '../../../src/model/finding.ts'
import { buildReport } from '../../../src/report/build-report.ts'
import { createConfig } from '../../support/config.ts'
import { lint } from '../../support/lint.ts'
import { loadTemplates } from './judge.ts'

/** A sample in the ordinary run; `npm run fuzz` runs 10,000. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 75)
const config = createConfig()

const valid = [
  `Parameters:
  Tokens: { Type: String, Default: optional, AllowedValues: [required, optional] }
  Types: { Type: CommaDelimitedList, Default: "m5.large, t2" }
Conditions:
  A: !Equals [!Ref Tokens, required]
  B: !And [!Condition A, !Not [!Equals [!Ref AWS::Region, us-east-1]]]
Mappings:
  M: { eu-west-1: { T: m5.large }, us-east-1: { T: t2 } }
Resources:
  Infra:
    Type: AWS::ImageBuilder::InfrastructureConfiguration
    Metadata: { imagebuilder-guard: { imageType: AMI, suppress: [{ rule: no-key-pair, reason: x }] } }
    Properties:
      Name: &name web
      InstanceProfileName: !Sub "\${AWS::StackName}-x"
      InstanceTypes: !If [B, !Ref Types, [!FindInMap [M, !Ref AWS::Region, T], !Select [0, !Split [",", "a,b"]]]]
      KeyPair: !If [A, *name, !Ref AWS::NoValue]
      InstanceMetadataOptions:
        HttpTokens: !Ref Tokens
        HttpPutResponseHopLimit: "2"
      ResourceTags: { a: !GetAtt Other.Arn }
  Other: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./a.yaml, Parameters: { Tokens: x } } }
  Pipe:
    Type: AWS::ImageBuilder::ImagePipeline
    Properties: { InfrastructureConfigurationArn: !Ref Infra, ContainerRecipeArn: !If [A, x, !Ref AWS::NoValue] }
`,
  JSON.stringify(
    {
      Parameters: { P: { Type: 'String', Default: 'optional' } },
      Conditions: { A: { 'Fn::Or': [{ 'Fn::Equals': [{ Ref: 'P' }, 'x'] }, { Condition: 'A' }] } },
      Resources: {
        Infra: {
          Type: 'AWS::ImageBuilder::InfrastructureConfiguration',
          Properties: {
            Name: { 'Fn::Join': ['-', ['a', { Ref: 'P' }]] },
            Logging: {
              'Fn::If': ['A', { S3Logs: { S3BucketName: { 'Fn::ImportValue': 'x' } } }, { Ref: 'AWS::NoValue' }],
            },
            InstanceMetadataOptions: { HttpTokens: { Ref: 'P' } },
          },
        },
      },
    },
    null,
    1,
  ),
]

const pieces = [
  '\n',
  '  ',
  '- ',
  ': ',
  '{',
  '[',
  '}',
  ']',
  '"',
  ',',
  '&a ',
  '*name',
  '<<: ',
  '!Ref ',
  '!Sub ',
  '!If ',
  '!GetAtt a.b',
  '!FindInMap ',
  '!Select ',
  '!Join ',
  '!Split ',
  '!Not ',
  '!x ',
  'null',
  '~',
  '5',
  'true',
  'Fn::If',
  'Fn::ForEach::X',
  'Fn::Transform',
  'AWS::NoValue',
  'Ref',
  'Infra',
  'A',
  '\ud800',
]
const edit = fc.tuple(fc.nat(), fc.nat(8), fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom(...pieces)))

async function judge(text: string, file: string): Promise<void> {
  const fleet = await loadTemplates({ [file]: text })
  const { findings, internalErrors } = lint(fleet, config)
  expect(internalErrors).toEqual([])
  const { findings: all } = buildReport({ files: 1, specs: 0, findings })
  const lines = text.split(/\r\n|\r|\n/)
  for (const { line, column, endLine, endColumn, related = [] } of all) {
    for (const place of [{ line, column, endLine, endColumn }, ...related]) {
      expect(lines[place.line - 1]?.length ?? -1).toBeGreaterThanOrEqual(place.column - 1)
      expect(place.endLine > place.line || place.endColumn >= place.column).toBe(true)
    }
  }
  // Nothing is objected to at or inside what only deployment knows, in every branch that there is.
  const isOfRule = ({ ruleId }: Finding): boolean => !['not-judged', 'schema', 'syntax'].includes(ruleId)
  for (const finding of all.filter(isOfRule)) {
    const { pointer = '', address } = finding
    const branches = (fleet.resources ?? []).filter((resource) => resource.address === address)
    const isOpen = ({ source }: Subject): boolean =>
      (source.unknowns ?? []).some(({ path }) => `${pointer}/`.startsWith(`/${path.join('/')}/`))
    if (branches.length > 0) expect(branches.every(isOpen), JSON.stringify(finding)).toBe(false)
  }
}

it('never crashes on templates with bytes changed', async () => {
  const property = fc.asyncProperty(
    fc.constantFrom(...valid.entries()),
    fc.array(edit, { minLength: 1, maxLength: 6 }),
    async ([at, start], edits) => {
      const text = edits.reduce((now, [from, length, piece]) => {
        const offset = from % (now.length + 1)
        return now.slice(0, offset) + piece + now.slice(offset + length)
      }, start)
      await judge(text, at === 0 ? 'a.yaml' : 'a.json')
    },
  )
  await fc.assert(property, { numRuns })
})

it('never crashes on values of any kind', async () => {
  const intrinsic = fc.constantFrom(
    'Ref',
    'Fn::If',
    'Fn::Sub',
    'Fn::Join',
    'Fn::Select',
    'Fn::Split',
    'Fn::FindInMap',
    'Fn::GetAtt',
    'Fn::Transform',
    'Fn::Equals',
    'Fn::Not',
    'Condition',
  )
  const leaf = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(null, 'A', 'P', 'M', 'AWS::NoValue', '${P}', 'required'),
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(intrinsic, fc.constantFrom('Properties', 'HttpTokens', 'S3Logs', 'Default')),
        tie('value'),
        { maxKeys: 2 },
      ),
    ),
  }))
  const names = [
    'Name',
    'InstanceProfileName',
    'InstanceTypes',
    'Logging',
    'InstanceMetadataOptions',
    'KeyPair',
    'ResourceTags',
    'TerminateInstanceOnFailure',
  ]
  const property = fc.asyncProperty(
    fc.dictionary(fc.constantFrom(...names), value),
    value,
    value,
    value,
    fc.option(value),
    async (Properties, P, A, M, whole) => {
      const template = {
        Parameters: { P: { Type: 'String', Default: P } },
        Conditions: { A, B: A },
        Mappings: { M },
        Resources: {
          Infra: {
            Type: 'AWS::ImageBuilder::InfrastructureConfiguration',
            Metadata: { 'imagebuilder-guard': M },
            Properties: whole ?? Properties,
          },
          Pipe: {
            Type: 'AWS::ImageBuilder::Image',
            Properties: { InfrastructureConfigurationArn: P, ContainerRecipeArn: A },
          },
        },
      }
      await judge(JSON.stringify(template, null, 1), 'a.json')
    },
  )
  await fc.assert(property, { numRuns })
})
