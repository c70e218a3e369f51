import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/model/report.ts'
import { ibguard } from '../support/cli.ts'
import { commit, repository as createRepository, git } from '../support/repository.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'

const arn = (name: string): string => `arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/${name}`
const clean = (name: string, more = ''): string =>
  `infrastructureConfigurationArn: ${arn(name)}
instanceMetadataOptions: { httpTokens: required, httpPutResponseHopLimit: 1 }
logging: { s3Logs: { s3BucketName: acme-logs } }
${more.includes('x-guard') ? '' : 'x-guard: { imageType: AMI }\n'}${more}`
const bad = (name: string, more?: string): string => clean(name, more).replace('required', 'optional')
const suppressing = (entry: string): string => `x-guard:\n  imageType: AMI\n  suppress:\n    - { ${entry} }\n`

async function lint(cwd: string, ...argv: string[]): Promise<{ code: number; stderr: string; report: Report }> {
  const { code, stdout, stderr } = await ibguard(['lint', '--format', 'json', ...argv], { cwd })
  return { code, stderr, report: JSON.parse(stdout) }
}

const found = ({ findings }: Report): string[] => findings.map(({ file, line, ruleId }) => `${file}:${line} ${ruleId}`)

const repository = (files: Record<string, string>): string =>
  createRepository({ 'ibguard.config.yaml': 'files: ["*.spec.yaml"]\n', ...files })

describe('a suppression', () => {
  test.each([
    ['rule: imdsv2-required, reason: legacy', []],
    ['rule: imdsv2-required, reason: legacy, expires: 2999-12-31', []],
    ['rule: imdsv2-required, reason: old, expires: 2020-01-01', ['2 imdsv2-required', '7 expired-suppression']],
    ['rule: imdsv2-required', ['2 imdsv2-required', '7 invalid-suppression']],
    ['rule: imdsv2-required, reason: "\\u200b\\u00a0\\u2060\\ufeff "', ['2 imdsv2-required', '7 invalid-suppression']],
    ['rule: imdsv2-required, reason: "\\u3164\\u2800\\u00ad"', ['2 imdsv2-required', '7 invalid-suppression']],
    ['rule: imdsv2, reason: x', ['2 imdsv2-required', '7 invalid-suppression']],
    ['rule: schema, reason: x', ['2 imdsv2-required', '7 invalid-suppression']],
    ['rule: s3-bucket-name, reason: x', ['2 imdsv2-required', '7 unused-suppression']],
  ])('{ %s }', async (entry, expected) => {
    const { report } = await lint(repository({ 'a.spec.yaml': bad('a', suppressing(entry)) }))
    expect(found(report)).toEqual(expected.map((each) => `a.spec.yaml:${each}`))
    expect(report.summary.suppressed).toBe(expected.length === 0 ? 1 : 0)
  })

  test('of a rule that judges changes is not unused before there is a change', async () => {
    const entry = 'rule: no-logging-removal, reason: moves to another account'
    expect(found((await lint(repository({ 'a.spec.yaml': clean('a', suppressing(entry)) }))).report)).toEqual([])
  })

  test('in the config goes by ARN, and is reported in the config when nothing matches', async () => {
    const folder = repository({
      'a.spec.yaml': bad('scratch-1'),
      'b.spec.yaml': bad('web'),
      'ibguard.config.yaml': `files: ["*.spec.yaml"]
suppressions:
  - { rule: imdsv2-required, arns: ["*/scratch-*"], reason: scratch }
  - { rule: no-key-pair, arns: ["*/scratch-*"], reason: scratch }
`,
    })
    const { report } = await lint(folder)
    expect(found(report)).toEqual(['b.spec.yaml:2 imdsv2-required', 'ibguard.config.yaml:4 unused-suppression'])
    expect(report.suppressed).toMatchObject([{ by: 'config', reason: 'scratch', file: 'a.spec.yaml' }])
  })

  test('is overruled by enforce, with a warning, and is not unused', async () => {
    const folder = repository({
      'a.spec.yaml': bad('a', suppressing('rule: imdsv2-required, reason: x')),
      'ibguard.config.yaml': 'files: ["*.spec.yaml"]\nenforce: [imdsv2-required]\n',
    })
    const { report, stderr } = await lint(folder)
    expect(found(report)).toEqual(['a.spec.yaml:2 imdsv2-required'])
    expect(stderr).toContain('a.spec.yaml:7: the suppression of imdsv2-required is overruled')
  })
})

describe('the baseline', () => {
  const read = (folder: string): string => readFileSync(join(folder, '.ibguard-baseline.json'), 'utf8')

  test('takes what is there, shows what is new, survives moves, and knows when it is stale', async () => {
    const folder = repository({ 'a.spec.yaml': bad('a'), 'b.spec.yaml': bad('b') })
    expect(await lint(folder, '--update-baseline')).toMatchObject({ code: 0, report: { summary: { baselined: 2 } } })
    writeFiles(folder, {
      'moved.spec.yaml': `# moved\n${bad('a')}`,
      'a.spec.yaml': bad('c'),
      'b.spec.yaml': clean('b'),
    })
    const { code, report } = await lint(folder)
    expect(code).toBe(1)
    expect(found(report)).toEqual(['.ibguard-baseline.json:5 stale-baseline', 'a.spec.yaml:2 imdsv2-required'])
    await lint(folder, '--prune-baseline')
    expect(read(folder)).toContain(arn('a'))
    expect(read(folder)).not.toContain(arn('b'))
  })

  test('keeps the entries of what a run does not judge', async () => {
    const folder = repository({ 'a.spec.yaml': bad('a'), 'b.spec.yaml': bad('b') })
    await lint(folder, '--update-baseline')
    const before = read(folder)
    expect(found((await lint(folder, 'a.spec.yaml')).report)).toEqual([])
    await lint(folder, 'a.spec.yaml', '--update-baseline')
    expect(read(folder)).toBe(before)
  })

  test('keeps them without a config too, unless the run is about its whole folder', async () => {
    const folder = tempFolder({ '.git/HEAD': '', 'a/x.yaml': bad('a'), 'b/x.yaml': bad('b') })
    await lint(folder, '.', '--update-baseline')
    const before = read(folder)
    for (const paths of [['a'], ['a/x.yaml'], ['a/*.yaml']]) {
      expect(found((await lint(folder, ...paths)).report)).toEqual([])
      await lint(folder, ...paths, '--prune-baseline')
      await lint(folder, ...paths, '--update-baseline')
      expect(read(folder)).toBe(before)
    }
    writeFiles(folder, { 'b/x.yaml': clean('c') })
    expect(found((await lint(folder, '.')).report)).toEqual(['.ibguard-baseline.json:5 stale-baseline'])
  })

  test('takes no second definition of a target and no enforced rule', async () => {
    const folder = repository({
      'a.spec.yaml': bad('a'),
      'b.spec.yaml': clean('a'),
      'ibguard.config.yaml': 'files: ["*.spec.yaml"]\nenforce: [imdsv2-required]\n',
    })
    expect((await lint(folder, '--update-baseline')).code).toBe(1)
    expect(JSON.parse(read(folder)).findings).toEqual([])
  })

  test('knows a note only as a note: what the rule says once it can judge is new', async () => {
    const untyped = clean('a').replace(/^x-guard.*\n/m, '')
    const folder = repository({ 'a.spec.yaml': untyped })
    expect((await lint(folder, '--update-baseline')).report.summary).toMatchObject({ notes: 0, baselined: 1 })
    writeFiles(folder, { 'a.spec.yaml': `${untyped}x-guard: { imageType: DOCKER }\n` })
    expect(found((await lint(folder)).report)).toEqual(['a.spec.yaml:2 container-hop-limit'])
  })

  test('that is named must exist and be one', async () => {
    const folder = repository({ 'a.spec.yaml': bad('a'), 'broken.json': '{' })
    expect((await ibguard(['lint', '--baseline', 'none.json'], { cwd: folder })).code).toBe(2)
    expect((await ibguard(['lint', '--baseline', 'broken.json'], { cwd: folder })).code).toBe(2)
    expect((await ibguard(['lint', '--baseline', 'x/new.json', '--update-baseline'], { cwd: folder })).code).toBe(0)
  })
})

describe('trust', () => {
  const pointerOfTokens = '/instanceMetadataOptions/httpTokens'
  const plugin = `import { text } from './words.ts'
import { defineRule } from 'imagebuilder-guard'
export default defineRule({ id: 'acme/never', summary: 's', severity: 'error', messages: { no: text },
  *check() { yield { messageId: 'no', path: [] } } })`
  const policed = {
    'a.spec.yaml': clean('a'),
    'ibguard.config.yaml': 'files: ["*.spec.yaml"]\nplugins: [./rules/acme.ts]\nextends: ./base.yaml\n',
    'base.yaml': 'enforce: [imdsv2-required]\n',
    'rules/acme.ts': plugin,
    'rules/words.ts': "export const text: string = 'of the base'\n",
  }
  const loosened = {
    'a.spec.yaml': bad('a'),
    'ibguard.config.yaml': 'files: ["*.spec.yaml"]\nextends: none\n',
    'base.yaml': '',
    'rules/acme.ts': 'throw new Error("ran")',
    'rules/words.ts': "export const text = 'of the head'\n",
  }

  test('--config-from takes config, extended files and plugins from the revision, also with --safe', async () => {
    const folder = repository(policed)
    writeFiles(folder, loosened)
    const { stdout } = await ibguard(['lint', '--format', 'json', '--config-from', 'HEAD', '--safe'], { cwd: folder })
    const report: Report = JSON.parse(stdout)
    expect(report.findings.map(({ ruleId, message }) => [ruleId, message])).toEqual([
      ['acme/never', 'of the base'],
      ['imdsv2-required', expect.any(String)],
    ])
  })

  test('--config-from takes baseline and assertions from the revision as well', async () => {
    const assertion = '{ id: acme/team, message: No team, schema: { required: [resourceTags] } }'
    const folder = repository({
      'ibguard.config.yaml': `files: ["*.spec.yaml"]\nassertions: [${assertion}]\n`,
      'a.spec.yaml': bad('a', 'resourceTags: { team: a }\n'),
      'b.spec.yaml': bad('b', 'resourceTags: { team: b }\n'),
    })
    await lint(folder, 'a.spec.yaml', '--update-baseline')
    commit(folder)
    writeFiles(folder, {
      'ibguard.config.yaml': 'files: ["*.spec.yaml"]\nextends: none\n',
      'c.spec.yaml': bad('c'),
    })
    const known = ['a', 'b', 'c'].map((name) => ({ arn: arn(name), rule: 'imdsv2-required', pointer: pointerOfTokens }))
    writeFiles(folder, { '.ibguard-baseline.json': JSON.stringify({ version: 1, findings: known }) })
    expect(found((await lint(folder, '--config-from', 'HEAD', '--safe')).report)).toEqual([
      'b.spec.yaml:2 imdsv2-required',
      'c.spec.yaml:1 acme/team',
      'c.spec.yaml:2 imdsv2-required',
    ])
  })

  test('a shallow clone fetches the revision that it lacks', async () => {
    const folder = repository(policed)
    writeFiles(folder, loosened)
    git(folder, 'branch', 'base')
    commit(folder)
    const clone = join(tempFolder(), 'clone')
    git(folder, 'clone', '-q', '--depth=1', '--branch=main', `file://${folder}`, clone)
    const { stdout } = await ibguard(['lint', '--format', 'json', '--config-from', 'origin/base', '--safe'], {
      cwd: clone,
    })
    const report: Report = JSON.parse(stdout)
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['acme/never', 'imdsv2-required'])
  })

  test('--safe runs neither plugins nor a config of the checkout', async () => {
    const folder = repository({ ...policed, 'rules/acme.ts': loosened['rules/acme.ts'] })
    const { code, stderr } = await ibguard(['lint', '--safe'], { cwd: folder })
    expect([code, stderr]).toEqual([2, expect.stringContaining('--config-from')])
    const coded = repository({ 'a.spec.yaml': clean('a') })
    writeFiles(coded, { 'c.mjs': 'throw new Error("ran")' })
    expect(await ibguard(['lint', '--safe', '--config', 'c.mjs'], { cwd: coded })).toMatchObject({
      code: 2,
      stderr: expect.not.stringContaining('ran'),
    })
  })

  test('a plugin of the revision cannot reach the checkout in safe mode', async () => {
    const folder = repository({ ...policed, 'rules/words.ts': "import 'left-pad'\nexport const text = 'x'\n" })
    const { code, stderr } = await ibguard(['lint', '--safe', '--config-from', 'HEAD'], { cwd: folder })
    expect([code, stderr]).toEqual([2, expect.stringContaining('left-pad')])
  })

  test('a revision that nobody knows is exit 2, without a config recommended holds', async () => {
    const folder = repository({ 'a.spec.yaml': clean('a') })
    expect((await ibguard(['lint', '--config-from', '--output=x'], { cwd: folder })).code).toBe(2)
    expect((await ibguard(['lint', '--config-from', 'gone'], { cwd: folder })).code).toBe(2)
    git(folder, 'rm', '-q', 'ibguard.config.yaml')
    commit(folder)
    const { stderr, report } = await lint(folder, 'a.spec.yaml', '--config-from', 'HEAD')
    expect([stderr, report.findings]).toEqual([expect.stringContaining('HEAD has no config'), []])
  })
})

describe('--changed-since', () => {
  test('reports what stands in changed files, and fields that left a merge spec', async () => {
    const folder = repository({ 'a.spec.yaml': bad('a'), 'b.spec.yaml': bad('b', 'keyPair: null\nsubnetId: s\n') })
    git(folder, 'checkout', '-q', '-b', 'topic')
    writeFiles(folder, { 'b.spec.yaml': '', 'new.spec.yaml': bad('b').replace(/^logging.*$/m, '') })
    const { report } = await lint(folder, 'new.spec.yaml', 'a.spec.yaml', '--changed-since', 'main')
    expect(report.findings.map(({ file, ruleId, pointer }) => [file, ruleId, pointer])).toEqual([
      ['new.spec.yaml', 'removed-field-stays', '/logging/s3Logs/s3BucketName'],
      ['new.spec.yaml', 'removed-field-stays', '/subnetId'],
      ['new.spec.yaml', 's3-logging-required', '/logging/s3Logs/s3BucketName'],
      ['new.spec.yaml', 'imdsv2-required', '/instanceMetadataOptions/httpTokens'],
    ])
  })

  test('nothing changed is exit 0', async () => {
    const folder = repository({ 'a.spec.yaml': bad('a') })
    expect(await lint(folder, '--changed-since', 'HEAD')).toMatchObject({ code: 0, report: { findings: [] } })
  })
})

describe('--fix', () => {
  test('leaves a file alone that has a syntax finding, and mends the others', async () => {
    const broken = bad('a', 'description: x\ndescription: y\n')
    const folder = repository({ 'a.spec.yaml': broken, 'b.spec.yaml': bad('b') })
    const { code, report } = await lint(folder, '--fix')
    expect([code, found(report)]).toEqual([1, ['a.spec.yaml:2 imdsv2-required', 'a.spec.yaml:6 syntax']])
    expect(readFileSync(join(folder, 'a.spec.yaml'), 'utf8')).toBe(broken)
    expect(readFileSync(join(folder, 'b.spec.yaml'), 'utf8')).toBe(clean('b'))
  })
})

describe('plan and apply', () => {
  const enforced = (folder = ''): Record<string, string> => ({
    'ibguard.config.yaml': '',
    [`${folder}ibguard.config.yaml`]: 'files: ["*.spec.yaml"]\nenforce: [no-key-pair]\n',
  })
  const suppressed = (name: string, rule: string): string =>
    clean(name, `keyPair: k\n${suppressing(`rule: ${rule}, reason: legacy`)}`)
  const run = (folder: string, ...argv: string[]) => ibguard([...argv, '--local', '--format', 'json'], { cwd: folder })

  test('say as well that an enforced rule overrules a suppression', async () => {
    const folder = repository({ ...enforced(), 'a.spec.yaml': suppressed('a', 'no-key-pair') })
    const notice = 'a.spec.yaml:8: the suppression of no-key-pair is overruled'
    expect((await run(folder, 'plan', '--out', 'plan.json')).stderr).toContain(notice)
    expect((await run(folder, 'apply')).stderr).toContain(notice)
    expect((await run(folder, 'apply', 'plan.json')).stderr).toContain(`a.spec.yaml:1: the suppression of no-key-pair`)
  })

  test('of a plan alone judge by the suppressions that it carries', async () => {
    const folder = repository({ 'a.spec.yaml': suppressed('a', 'no-key-pair') })
    await run(folder, 'plan', '--out', 'plan.json')
    writeFiles(folder, { 'a.spec.yaml': clean('a') })
    const report: Report = JSON.parse((await run(folder, 'apply', 'plan.json', '--fail-on', 'warning')).stdout)
    expect(report.findings).toEqual([])
    expect(report.suppressed).toMatchObject([{ ruleId: 'no-key-pair', by: 'spec', reason: 'legacy' }])
    expect(report.summary).toMatchObject({ applied: 1, suppressed: 1 })
  })

  test('of a plan alone find the overrides of its files, also when the config stands in a folder', async () => {
    const folder = repository({
      'ibguard.config.yaml': '',
      'infra/ibguard.config.yaml':
        'files: ["*.spec.yaml"]\noverrides: [{ files: ["a.spec.yaml"], rules: { no-key-pair: off } }]\n',
      'infra/a.spec.yaml': clean('a', 'keyPair: k\n'),
      'infra/b.spec.yaml': clean('b', 'keyPair: k\n'),
    })
    await run(folder, 'plan', '--cwd', 'infra', '--out', 'plan.json')
    const report: Report = JSON.parse((await run(folder, 'apply', '--cwd', 'infra', 'plan.json')).stdout)
    expect(found(report)).toEqual(['infra/b.spec.yaml:1 no-key-pair'])
  })

  test('hold findings against suppressions and baseline as lint does, also of what lint left to them', async () => {
    const partial = (name: string, more = ''): string =>
      `infrastructureConfigurationArn: ${arn(name)}\ndescription: d\nx-guard:\n  imageType: AMI\n${more}`
    const folder = repository({
      'ibguard.config.yaml': 'files: ["*.spec.yaml"]\npartialSpecs: defer\n',
      'a.spec.yaml': partial('a', '  suppress:\n    - { rule: imdsv2-required, reason: legacy }\n'),
      'b.spec.yaml': partial('b'),
    })
    const linted = await lint(folder)
    // The note stands in for both rules; the suppression may yet be used.
    expect(linted.report.findings.map(({ severity }) => severity)).toEqual(['note', 'note'])
    expect(await lint(folder, '--update-baseline')).toMatchObject({ code: 0, report: { summary: { baselined: 0 } } })
    const before: Report = JSON.parse((await run(folder, 'plan')).stdout)
    expect(before.findings.map(({ file, ruleId }) => `${file} ${ruleId}`)).toContain('b.spec.yaml imdsv2-required')
    expect(before.suppressed.map(({ file, ruleId, by }) => `${file} ${ruleId} ${by}`)).toContain(
      'a.spec.yaml imdsv2-required spec',
    )
    const entries = before.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ arn: target, ruleId: rule, pointer }) => ({ arn: target, rule, pointer }))
    writeFiles(folder, { '.ibguard-baseline.json': JSON.stringify({ version: 1, findings: entries }) })
    const after: Report = JSON.parse((await run(folder, 'plan')).stdout)
    expect(after.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(after.summary.baselined).toBe(entries.length)
    expect(after.changes.map(({ action }) => action)).toEqual(['update', 'update'])
    // What lint cannot see is not stale, and a new baseline by lint keeps it.
    expect((await lint(folder)).report.findings.map(({ ruleId }) => ruleId)).not.toContain('stale-baseline')
    await lint(folder, '--update-baseline')
    const kept = JSON.parse(readFileSync(join(folder, '.ibguard-baseline.json'), 'utf8')).findings
    expect(kept).toEqual(expect.arrayContaining(entries))
  })
})
