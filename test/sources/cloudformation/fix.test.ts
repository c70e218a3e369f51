import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../../src/model/report.ts'
import { ibguard } from '../../support/cli.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { templateWith } from './judge.ts'

/** The text after `lint --fix`, which a second run leaves as it is. */
async function fixed(text: string, file = 'a.yaml', files: Record<string, string> = {}): Promise<string> {
  const cwd = tempFolder({ ...files, [file]: text, 'ibguard.config.json': config })
  await ibguard(['lint', '--fix', '.'], { cwd })
  const once = readFileSync(join(cwd, file), 'utf8')
  const { stdout } = await ibguard(['lint', '--fix', '--format', 'json', '.'], { cwd })
  expect(readFileSync(join(cwd, file), 'utf8')).toBe(once)
  expect((JSON.parse(stdout) as Report).findings.filter(({ ruleId }) => ruleId === 'syntax')).toEqual([])
  return once
}

const config = JSON.stringify({
  extends: 'strict',
  rules: { 's3-logging-required': ['error', { bucket: 'acme-logs', prefix: 'builds' }] },
})

describe('--fix edits templates as it edits specs', () => {
  const sections = `Parameters:
  Tokens: { Type: String, Default: optional } # why
  Allowed: { Type: String, Default: optional, AllowedValues: [optional] }
Conditions:
  IsProd: !Equals [!Ref AWS::Region, eu-west-1]
Mappings:
  M: { a: { Tokens: optional } }
`
  const imds = (tokens: string): string =>
    `InstanceMetadataOptions: { HttpTokens: ${tokens}, HttpPutResponseHopLimit: 2 }`

  it.each([
    ['a literal', imds('optional'), ['HttpTokens: optional', 'HttpTokens: required']],
    ['a default', imds('!Ref Tokens'), ['Default: optional } #', 'Default: required } #']],
    ['a branch', imds('!If [IsProd, optional, "required"]'), ['[IsProd, optional', '[IsProd, required']],
    [
      'both branches',
      imds(`!If [IsProd, optional, 'optional']`),
      [`[IsProd, optional, 'optional']`, `[IsProd, required, 'required']`],
    ],
    ['an entry of a mapping', imds('!FindInMap [M, a, Tokens]'), ['{ Tokens: optional }', '{ Tokens: required }']],
    [
      'an absent value in a branch',
      imds('!If [IsProd, required, !Ref AWS::NoValue]'),
      ['!Ref AWS::NoValue', 'required'],
    ],
    [
      'what is absent',
      'InstanceMetadataOptions: { HttpPutResponseHopLimit: 2 }',
      ['HopLimit: 2 }', 'HopLimit: 2, HttpTokens: required }'],
    ],
    ['a wrong default that conditions say nothing of', 'TerminateInstanceOnFailure: "false"', ['"false"', 'true']],
  ])('%s', async (_, properties, [from, to]) => {
    const text = templateWith(properties, sections)
    expect(await fixed(text)).toContain(
      text.replace(from as string, to as string).slice(0, text.indexOf(from as string) + (to as string).length),
    )
  })

  it.each([
    [
      'a default that something else reads',
      `${templateWith(imds('!Ref Tokens'), sections)}  Other: { Type: "A::B::C", Properties: { X: !Ref Tokens } }\n`,
    ],
    ['a default whose allowed values are others', templateWith(imds('!Ref Allowed'), sections)],
    ['what is put together', templateWith(imds('!Sub "${Tokens}"'), sections)],
    ['what only deployment knows', templateWith(imds('!ImportValue x'), sections)],
  ])('but not %s', async (_, text) => {
    const after = await fixed(text)
    expect(after).toContain('Default: optional } #')
    expect(after).toContain(text.split('\n').find((line) => line.includes('HttpTokens')))
  })

  it('and names what else reads a value that it leaves', async () => {
    const text = `${templateWith(imds('!Ref Tokens'), sections)}  Other: { Type: "A::B::C", Properties: { X: !Ref Tokens } }\n`
    const cwd = tempFolder({ 'a.yaml': text })
    const { stdout } = await ibguard(['lint', '--format', 'json', 'a.yaml'], { cwd })
    const finding = (JSON.parse(stdout) as Report).findings.find(({ ruleId }) => ruleId === 'imdsv2-required')
    expect(finding).toMatchObject({ fixable: false })
    const other = finding?.related?.find(({ message }) => message.includes('--fix'))
    expect(text.split('\n')[(other?.line ?? 0) - 1]).toContain('Other:')
  })

  it('and a default that all its readers want changed', async () => {
    const one = templateWith(imds('!Ref Tokens'), sections)
    const two = one + templateWith(imds('!Ref Tokens')).replace('Resources:\n', '').replace('Infra', 'Second')
    expect(await fixed(two)).toContain('Default: required } #')
  })

  it('adds what is absent in own names, with the indentation of the file', async () => {
    const text = `Resources:
    Infra:
        Type: AWS::ImageBuilder::InfrastructureConfiguration # type
        Properties:
            Name: web
            InstanceProfileName: !Ref Profile
            # The end.
    Profile: { Type: AWS::IAM::InstanceProfile, Properties: { Roles: [a] } }
`
    expect(await fixed(text)).toContain(`            InstanceProfileName: !Ref Profile
            InstanceMetadataOptions:
                HttpTokens: required
                HttpPutResponseHopLimit: 2
            Logging:
                S3Logs:
                    S3BucketName: acme-logs
                    S3KeyPrefix: builds
            # The end.
`)
  })

  it('JSON too, called .json or .template', async () => {
    const text = `{
  "Resources": {
    "Infra": {
      "Type": "AWS::ImageBuilder::InfrastructureConfiguration",
      "Properties": {
        "Name": "web",
        "InstanceProfileName": {"Ref": "AWS::StackName"},
        "InstanceMetadataOptions": { "HttpTokens": "optional", "HttpPutResponseHopLimit": 2 }
      }
    }
  }
}
`
    for (const file of ['a.json', 'a.template']) {
      const after = await fixed(text, file)
      expect(JSON.parse(after).Resources.Infra.Properties).toEqual({
        Name: 'web',
        InstanceProfileName: { Ref: 'AWS::StackName' },
        InstanceMetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
        Logging: { S3Logs: { S3BucketName: 'acme-logs', S3KeyPrefix: 'builds' } },
      })
    }
  })

  it('the argument that a parent passes', async () => {
    const child = templateWith(imds('!Ref Tokens'), 'Parameters: { Tokens: { Type: String } }\n')
    const parent = `Resources:
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: child.yaml, Parameters: { Tokens: optional } }
`
    expect(await fixed(parent, 'parent.yaml', { 'child.yaml': child })).toContain('Tokens: required')
  })
})

it('the comment has lines to paste in the words of the template', async () => {
  const cwd = tempFolder({
    'a.yaml': templateWith('InstanceMetadataOptions: { HttpPutResponseHopLimit: 2 }\nLogging: {}'),
  })
  const { stdout } = await ibguard(['lint', '--format', 'html', '.'], { cwd })
  expect(stdout).toContain('HttpTokens: required')
})
