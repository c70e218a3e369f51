import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/model/report.ts'
import { ibguard } from '../support/cli.ts'
import { commit, git, repository } from '../support/repository.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'

const spec = (tokens: string): string =>
  `infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web
instanceProfileName: builder
instanceMetadataOptions: { httpTokens: ${tokens}, httpPutResponseHopLimit: 2 }
logging: { s3Logs: { s3BucketName: acme-image-logs } }
x-guard: { imageType: AMI }
`

const lint = (cwd: string, ...argv: string[]) => ibguard(['lint', 'a.yaml', '--format', 'json', ...argv], { cwd })

const places = [
  ['the config', 'ibguard.config.yaml', {}],
  ['an extended file', 'policy/base.yaml', { 'ibguard.config.yaml': 'extends: ./policy/base.yaml\n' }],
  ['a baseline', '.ibguard-baseline.json', { 'ibguard.config.yaml': 'extends: recommended\n' }],
] as const

const secret = (): string => join(tempFolder({ 'secret.yaml': 'password: hunter2\n' }), 'secret.yaml')

describe.each(places)('%s that is a link', (_, name, files) => {
  it.each([
    ['out of the repository', secret, 'out of the repository'],
    ['to nothing', () => 'none/at-all.yaml', 'to nothing'],
  ])('%s is refused and never quoted, in the checkout and in a revision, with --safe too', async (_, target, words) => {
    const root = repository({ 'a.yaml': spec('optional'), 'policy/README': '', ...files })
    symlinkSync(target(), join(root, name))
    commit(root)
    for (const argv of [[], ['--safe'], ['--config-from', 'HEAD'], ['--config-from', 'HEAD', '--safe']]) {
      const { code, stdout, stderr } = await lint(root, ...argv)
      expect(code).toBe(2)
      expect(stdout).toContain(words)
      expect(stdout + stderr).not.toMatch(/hunter2|password/)
    }
  })
})

it.each(places)(
  '%s that is no text in UTF-8 is not read, in the checkout and in a revision',
  async (_, name, files) => {
    const root = repository({ 'a.yaml': spec('optional'), 'policy/README': '', ...files })
    writeFileSync(join(root, name), Buffer.from('ignores: ["caf\u00e9/**"]\n', 'latin1'))
    commit(root)
    for (const argv of [[], ['--config-from', 'HEAD']]) {
      const { code, stdout } = await lint(root, ...argv)
      expect(code).toBe(2)
      expect(stdout).toContain('it is no text in UTF-8')
    }
  },
)

it('a config that is a link inside the revision is followed there: what it enforces holds', async () => {
  const root = repository({ 'a.yaml': spec('required'), 'policy/guard.yaml': 'enforce: [imdsv2-required]\n' })
  symlinkSync('policy/guard.yaml', join(root, 'ibguard.config.yaml'))
  commit(root)
  git(root, 'branch', 'base')
  const loose = 'rules: { imdsv2-required: off }\n'
  writeFiles(root, { 'policy/guard.yaml': loose, 'a.yaml': spec('optional') })
  commit(root)
  expect((await lint(root)).code).toBe(0)
  const { stdout } = await lint(root, '--config-from', 'base', '--safe')
  const report: Report = JSON.parse(stdout)
  expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['imdsv2-required'])
})

it('with --safe nothing outside the repository is read, without it what a config names there is', async () => {
  const outside = secret()
  const root = repository({ 'a.yaml': spec('required'), 'ibguard.config.yaml': `extends: ${outside}\n` })
  const safe = await lint(root, '--safe')
  expect(safe).toMatchObject({ code: 2, stdout: expect.stringContaining('outside the repository') })
  expect(safe.stdout + safe.stderr).not.toContain('password')
  expect((await lint(root)).stdout).toContain('password')
})
