import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ibguard } from '../support/cli.ts'
import { tempFolder } from '../support/temp-folder.ts'

const files = {
  '.git/HEAD': '',
  'fleet/ibguard.config.yaml': 'files: ["*.yaml"]\nextends: [none, ./rules.json]\n',
  'fleet/rules.json': '{ "rules": { "no-key-pair": "error" } }',
  'fleet/.ibguard-baseline.json': '{ "version": 1, "findings": [] }',
  'fleet/web.yaml':
    'infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web\n',
}

test('files that --format names are relative to --cwd, like every other path, also when the run fails', async () => {
  const cwd = tempFolder(files)
  await ibguard(['lint', '--cwd', 'fleet', '--format', 'json=out/report.json'], { cwd })
  await ibguard(['lint', '--cwd=fleet', '--config', 'missing.yaml', '--format=json=error.json'], { cwd })
  expect(JSON.parse(readFileSync(join(cwd, 'fleet/out/report.json'), 'utf8')).summary.specs).toBe(1)
  expect(JSON.parse(readFileSync(join(cwd, 'fleet/error.json'), 'utf8')).error.code).toBe('NotFound')
  expect(existsSync(join(cwd, 'out'))).toBe(false)
})

test('--verbose says which policy holds and what was read, on stderr alone', async () => {
  const cwd = tempFolder(files)
  const terse = await ibguard(['lint', '--cwd', 'fleet'], { cwd })
  const verbose = await ibguard(['lint', '--cwd', 'fleet', '--verbose'], { cwd })
  expect(verbose.stdout).toBe(terse.stdout)
  expect(terse.stderr).toBe('')
  expect(verbose.stderr.split('\n')).toEqual([
    'ibguard: config: fleet/ibguard.config.yaml',
    'ibguard: config: with fleet/rules.json',
    'ibguard: baseline: fleet/.ibguard-baseline.json, 0 findings',
    'ibguard: read: fleet/web.yaml',
    '',
  ])
})

test('the error of a working directory that is missing does not make it', async () => {
  const cwd = tempFolder(files)
  const { code } = await ibguard(['lint', '--cwd', 'missing', '--format', 'json=error.json'], { cwd })
  expect([code, existsSync(join(cwd, 'missing'))]).toEqual([2, false])
  expect(JSON.parse(readFileSync(join(cwd, 'error.json'), 'utf8')).error.code).toBe('NotFound')
})

test('help takes the names of a command in a command', async () => {
  expect((await ibguard(['help', 'report', 'merge'])).stdout).toContain('ibguard report merge')
  expect((await ibguard(['help', 'report', 'mrge'])).stderr).toContain('Did you mean merge?')
})

test('a local stand-in takes a target that two specs define for one, so that unique-target is what is said', async () => {
  const cwd = tempFolder({ '.git/HEAD': '', 'a.yaml': files['fleet/web.yaml'], 'b.yaml': files['fleet/web.yaml'] })
  const { code, stdout } = await ibguard(['plan', '.', '--local'], { cwd })
  expect([code, stdout]).toEqual([1, expect.stringContaining('unique-target')])
})
