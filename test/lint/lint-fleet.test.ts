import { describe, expect, it } from 'vitest'
import { builtinRules } from '../../rules/index.ts'
import { lintPolicyOf } from '../../src/config/active-rules.ts'
import { defineRule } from '../../src/lint/define-rule.ts'
import { createFleetJudge } from '../../src/lint/lint-fleet.ts'
import type { PlannedChange } from '../../src/model/change.ts'
import type { Finding } from '../../src/model/finding.ts'
import { arn, load } from '../sources/spec-file/load.ts'
import { createConfig } from '../support/config.ts'
import { lint, lintChangesOf } from '../support/lint.ts'

const _now = new Date('2026-11-24')
const short = ({ ruleId, severity, pointer }: Finding): string => `${severity} ${ruleId} ${pointer}`

const throwing = defineRule({
  id: 'acme/throws',
  summary: 'Throws.',
  severity: 'error',
  messages: { said: 'said' },
  *check({ arn: target }) {
    if (target.endsWith('/b')) throw new TypeError('of undefined')
    yield { messageId: 'said', path: ['keyPair'] }
  },
})

describe('a spec is judged', () => {
  it('as written, with a hint where a merge spec leaves something out', async () => {
    const fleet = await load(`infrastructureConfigurationArn: ${arn('a')}\nx-guard: { imageType: DOCKER }\n`)
    const { findings } = lint(fleet, createConfig())
    expect(findings.map(short)).toEqual([
      'error imdsv2-required /instanceMetadataOptions/httpTokens',
      'error container-hop-limit /instanceMetadataOptions/httpPutResponseHopLimit',
      'error s3-logging-required /logging/s3Logs/s3BucketName',
    ])
    for (const { message } of findings) expect(message).toContain('partialSpecs: defer')
  })

  it('by what it says alone when partial specs are deferred: one note for the rest', async () => {
    const fleet = await load(
      `- infrastructureConfigurationArn: ${arn('a')}\n  logging: null\n- infrastructureConfigurationArn: ${arn('b')}\n  instanceProfileName: p\n  x-guard: { update: replace, imageType: AMI }\n`,
    )
    const { findings } = lint(fleet, createConfig({ partialSpecs: 'defer' }))
    expect(findings.map((finding) => `${finding.arn?.split('/')[1]} ${short(finding)}`)).toEqual([
      'a error s3-logging-required /logging/s3Logs/s3BucketName',
      'a note imdsv2-required /instanceMetadataOptions/httpTokens',
      'b error imdsv2-required /instanceMetadataOptions/httpTokens',
      'b error s3-logging-required /logging/s3Logs/s3BucketName',
    ])
    expect(findings[1]?.message).toContain('imdsv2-required, container-hop-limit')
  })

  it('without a second finding for a value of a wrong type', async () => {
    const fleet = await load(
      `infrastructureConfigurationArn: ${arn('a')}\nlogging: 5\ninstanceMetadataOptions: { httpTokens: required, httpPutResponseHopLimit: 2 }\n`,
    )
    expect(lint(fleet, createConfig()).findings.map(short)).toEqual(['error schema /logging'])
  })

  it('by the settings of its file, enforced rules at error', async () => {
    const fleet = await load(`infrastructureConfigurationArn: ${arn('a')}\nkeyPair: a\n`)
    const off = Object.fromEntries(
      builtinRules.map(({ id }) => [id, { severity: 'off' as const, options: {}, origin: '' }]),
    )
    const override = { files: ['**/*.yaml'], rules: { 'no-key-pair': 'note' as const }, origin: '' }
    const judge = (changes: object) =>
      lint(fleet, createConfig({ folder: fleet.root, rules: off, ...changes })).findings.map(short)
    expect(judge({})).toEqual([])
    expect(judge({ overrides: [override] })).toEqual(['note no-key-pair /keyPair'])
    expect(judge({ overrides: [override], enforce: ['no-key-pair'] })).toEqual(['error no-key-pair /keyPair'])
  })
})

it('a rule that throws loses its own judgement of one spec, and nothing else', async () => {
  const fleet = await load(
    `- infrastructureConfigurationArn: ${arn('a')}\n- infrastructureConfigurationArn: ${arn('b')}\n- infrastructureConfigurationArn: ${arn('c')}\n`,
  )
  const rules = { 'acme/throws': { severity: 'warning' as const, options: {}, origin: '' } }
  const { findings, internalErrors } = lint(fleet, createConfig({ available: [throwing], rules }))
  expect(findings.map(({ arn: target }) => target)).toEqual([arn('a'), arn('c')])
  expect(internalErrors).toMatchObject([
    { ruleId: 'acme/throws', arn: arn('b'), file: 'spec.yaml', error: expect.any(TypeError) },
  ])
})

it('what a fleet rule says is placed file by file, since each file may have to be read again for it', async () => {
  const both = `- infrastructureConfigurationArn: ${arn('a')}\n- infrastructureConfigurationArn: ${arn('b')}\n`
  const [fleet, other] = [await load(both, 'a.yaml'), await load(both, 'b.yaml')]
  const asked: string[] = []
  const specs = [...fleet.specs, ...other.specs].map((spec) => ({
    ...spec,
    get source() {
      if (asked.at(-1) !== spec.location.file) asked.push(spec.location.file)
      return spec.source
    },
  }))
  const judge = createFleetJudge(lintPolicyOf(createConfig(), fleet.root))
  expect(judge.result({ ...fleet, specs }).judgements).toHaveLength(4)
  expect(asked).toEqual(['a.yaml', 'b.yaml'])
})

describe('a change is judged', () => {
  const change = (changes: Partial<PlannedChange>): PlannedChange => ({
    arn: arn('a'),
    action: 'update',
    fields: [],
    update: 'merge',
    guard: {},
    location: { file: 'spec.yaml', line: 1, column: 1, endLine: 2, endColumn: 11 },
    ...changes,
  })
  const good = {
    instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
    logging: { s3Logs: { s3BucketName: 'logs-a' } },
  }

  it('by what it leads to, at the spec where it says so, else at the change', async () => {
    const fleet = await load(`infrastructureConfigurationArn: ${arn('a')}\nkeyPair: x\n`)
    const after = { ...good, keyPair: 'x', terminateInstanceOnFailure: false }
    const { judgements } = lintChangesOf([change({ before: {}, after })], fleet, createConfig())
    const said = judgements
      .filter(({ finding }) => ['terminate-on-failure', 'no-key-pair'].includes(finding.ruleId))
      .map(({ finding, of }) => `${of}: ${short(finding)} ${finding.line}:${finding.column}`)
    expect(said).toEqual([
      // What was said of the spec is not said again of the result.
      'subject: warning no-key-pair /keyPair 2:10',
      'change: warning terminate-on-failure /terminateInstanceOnFailure 1:1',
    ])
  })

  it('as a step, unless nothing would change; without an after there is nothing to judge', async () => {
    const before = { ...good, keyPair: 'x' }
    const tags = { 'aws:cloudformation:stack-name': 's' }
    const judge = (changes: Partial<PlannedChange>) =>
      lintChangesOf([change({ before, after: good, tags, ...changes })], undefined, createConfig()).findings.map(short)
    expect(judge({})).toEqual(['warning managed-elsewhere /infrastructureConfigurationArn'])
    expect(judge({ action: 'no-op' })).toEqual([])
    expect(lintChangesOf([change({ action: 'missing' })], undefined, createConfig()).findings).toEqual([])
  })
})
