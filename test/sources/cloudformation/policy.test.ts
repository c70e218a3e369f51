import { describe, expect, it } from 'vitest'
import type { Report } from '../../../src/model/report.ts'
import { ibguard } from '../../support/cli.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { templateWith } from './judge.ts'

const bad = 'KeyPair: admin\nInstanceMetadataOptions: { HttpTokens: optional, HttpPutResponseHopLimit: 2 }'

async function report(files: Record<string, string>, argv: string[] = ['.']): Promise<Report> {
  const cwd = tempFolder(files)
  const { stdout, stderr } = await ibguard(['lint', '--format', 'json', ...argv], { cwd })
  expect(stderr).toBe('')
  return JSON.parse(stdout) as Report
}

const rulesIn = ({ findings }: Report): string[] => findings.map(({ ruleId }) => ruleId).sort()

const withMetadata = (text: string, properties = bad): string =>
  templateWith(properties).replace(
    '    Properties:',
    `    Metadata:\n      imagebuilder-guard: ${text}\n    Properties:`,
  )

describe('suppressions in Metadata', () => {
  it('suppress what is said of their resource, in all its variants', async () => {
    const text = withMetadata('{ suppress: [{ rule: no-key-pair, reason: "SEC-1182", expires: 2999-01-01 }] }')
    const found = await report({ 'a.yaml': text })
    expect(rulesIn(found)).toEqual(['imdsv2-required'])
    expect(found.suppressed).toMatchObject([
      { ruleId: 'no-key-pair', reason: 'SEC-1182', expires: '2999-01-01', by: 'spec', address: 'Infra' },
    ])
  })

  it.each([
    ['{ suppress: [{ rule: no-key-pair }] }', 'invalid-suppression', 'has no reason'],
    ['{ suppress: [{ rule: no-keypair, reason: x }] }', 'invalid-suppression', 'did you mean "no-key-pair"'],
    ['{ suppress: [{ rule: not-judged, reason: x }] }', 'invalid-suppression', 'cannot be suppressed'],
    ['{ suppress: [{ rule: no-key-pair, reason: x, expires: 2020-01-01 }] }', 'expired-suppression', '2020-01-01'],
    ['{ suppress: [{ rule: sns-topic-form, reason: x }] }', 'unused-suppression', 'suppresses nothing'],
    ['{ imageType: docker }', 'schema', 'imageType is "docker"; it must be "AMI" or "DOCKER".'],
    ['{ supress: [] }', 'schema', 'Unknown key "supress" in imagebuilder-guard; did you mean "suppress"?'],
    ['{ suppress: no-key-pair }', 'schema', 'suppress is a list of'],
    ['x', 'schema', 'imagebuilder-guard is no map'],
  ])('%s is %s', async (text, ruleId, message) => {
    const { findings } = await report({ 'a.yaml': withMetadata(text) })
    const found = findings.find((finding) => finding.ruleId === ruleId)
    expect(found?.message).toContain(message)
    expect(found).toMatchObject({ file: 'a.yaml', line: 5 })
  })

  it('are not unused where their rule could not judge', async () => {
    const text = withMetadata('{ suppress: [{ rule: no-key-pair, reason: x }] }', 'KeyPair: !ImportValue Key')
    expect(rulesIn(await report({ 'a.yaml': text }))).toEqual(['not-judged'])
  })
})

describe('the config', () => {
  const config = (suppression: object): string =>
    JSON.stringify({ files: ['**/*.yaml'], suppressions: [{ rule: 'no-key-pair', reason: 'x', ...suppression }] })

  it.each([
    [{ resources: ['Infra'] }, 1],
    [{ resources: ['In*'], files: ['a.yaml'] }, 1],
    [{ resources: ['Infra'], files: ['b.yaml'] }, 0],
    [{ resources: ['Other'] }, 0],
    [{ resources: ['Infra'], arns: ['*'] }, 0],
    [{ arns: ['*'] }, 0],
    [{}, 1],
  ])('suppresses where all that it names match: %j', async (suppression, count) => {
    const found = await report({ 'a.yaml': templateWith(bad), 'ibguard.config.json': config(suppression) }, [])
    expect(found.suppressed?.length ?? 0).toBe(count)
    expect(rulesIn(found).includes('unused-suppression')).toBe(count === 0)
  })

  it('states the imageType where neither pipelines nor Metadata do', async () => {
    const overrides = [{ files: ['*.yaml'], imageType: 'DOCKER' }]
    const files = (text: string) => ({
      'a.yaml': text,
      'ibguard.config.json': JSON.stringify({ files: ['*.yaml'], overrides }),
    })
    const properties = 'InstanceMetadataOptions: { HttpTokens: required, HttpPutResponseHopLimit: 1 }'
    expect(rulesIn(await report(files(templateWith(properties)), []))).toEqual(['container-hop-limit'])
    expect(rulesIn(await report(files(withMetadata('{ imageType: AMI }', properties)), []))).toEqual([])
    const suppressed = withMetadata('{ suppress: [{ rule: container-hop-limit, reason: x }] }', properties)
    expect(rulesIn(await report(files(suppressed), []))).toEqual([])
  })
})

it('a baseline knows a resource by file and address', async () => {
  const two = `${templateWith(bad)}${templateWith(bad).replace('Resources:\n', '').replace('Infra', 'Second')}`
  const cwd = tempFolder({ 'a.yaml': two, 'ibguard.config.json': '{"files": ["*.yaml"]}' })
  expect((await ibguard(['lint', '--update-baseline'], { cwd })).code).toBe(0)
  const { stdout } = await ibguard(['lint', '--format', 'json'], { cwd })
  expect(JSON.parse(stdout)).toMatchObject({ findings: [], summary: { baselined: 4, resources: 2 } })
})
