import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/model.ts'
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

/** In a process of its own: modules of a revision are Node's to load. */
function spawned(cwd: string, ...argv: string[]): { code: number | null; stderr: string; stdout: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('src/cli/bin.ts'), ...argv], {
    cwd,
    encoding: 'utf8',
  })
  return { code: status, stdout, stderr }
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

  test('that is named must exist and be one', async () => {
    const folder = repository({ 'a.spec.yaml': bad('a'), 'broken.json': '{' })
    expect((await ibguard(['lint', '--baseline', 'none.json'], { cwd: folder })).code).toBe(2)
    expect((await ibguard(['lint', '--baseline', 'broken.json'], { cwd: folder })).code).toBe(2)
    expect((await ibguard(['lint', '--baseline', 'x/new.json', '--update-baseline'], { cwd: folder })).code).toBe(0)
  })
})

describe('trust', () => {
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

  test('--config-from takes config, extended files and plugins from the revision, also with --safe', () => {
    const folder = repository(policed)
    writeFiles(folder, loosened)
    const { stdout } = spawned(folder, 'lint', '--format', 'json', '--config-from', 'HEAD', '--safe')
    const report: Report = JSON.parse(stdout)
    expect(report.findings.map(({ ruleId, message }) => [ruleId, message])).toEqual([
      ['acme/never', 'of the base'],
      ['imdsv2-required', expect.any(String)],
    ])
  })

  test('a shallow clone fetches the revision that it lacks', () => {
    const folder = repository(policed)
    writeFiles(folder, loosened)
    git(folder, 'branch', 'base')
    commit(folder)
    const clone = join(tempFolder(), 'clone')
    git(folder, 'clone', '-q', '--depth=1', '--branch=main', `file://${folder}`, clone)
    const { stdout } = spawned(clone, 'lint', '--format', 'json', '--config-from', 'origin/base', '--safe')
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

  test('a plugin of the revision cannot reach the checkout in safe mode', () => {
    const folder = repository({ ...policed, 'rules/words.ts': "import 'left-pad'\nexport const text = 'x'\n" })
    const { code, stderr } = spawned(folder, 'lint', '--safe', '--config-from', 'HEAD')
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
