import { expect, it } from 'vitest'
import { ibguard } from '../../support/cli.ts'
import { repository } from '../../support/repository.ts'
import { writeFiles } from '../../support/temp-folder.ts'
import { templateWith } from './judge.ts'

const child = templateWith(
  'InstanceMetadataOptions: { HttpTokens: !Ref Tokens, HttpPutResponseHopLimit: 2 }',
  'Parameters: { Tokens: { Type: String, Default: required } }\n',
)
const parent = (tokens: string): string => `Resources:
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: child.yaml, Parameters: { Tokens: ${tokens} } }
`

async function changedRules(files: Record<string, string>, changed: Record<string, string>): Promise<string[]> {
  const cwd = repository(files)
  writeFiles(cwd, changed)
  const { stdout } = await ibguard(['lint', '--changed-since', 'HEAD', '--format', 'json', '.'], { cwd })
  return JSON.parse(stdout).findings.map(({ ruleId, file }: { ruleId: string; file: string }) => `${file} ${ruleId}`)
}

it('a changed default counts, and an argument that another template passes', async () => {
  const other = { 'other.yaml': templateWith('KeyPair: a') }
  const optional = child.replace('Default: required', 'Default: optional')
  expect(await changedRules({ 'child.yaml': child, ...other }, { 'child.yaml': optional })).toEqual([
    'child.yaml imdsv2-required',
  ])
  const files = { 'child.yaml': child, 'parent.yaml': parent('required'), ...other }
  expect(await changedRules(files, { 'parent.yaml': parent('optional') })).toEqual(['child.yaml imdsv2-required'])
})

it.each(['plan', 'apply'])('%s refuses a template that is spelled out, with what to do instead', async (verb) => {
  const cwd = repository({ 'a.yaml': child })
  const { code, stderr } = await ibguard([verb, '--local', 'a.yaml'], { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain('a.yaml is a CloudFormation template, which its own tool updates')
})
