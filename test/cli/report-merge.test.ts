import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildReport } from '../../src/report/build-report.ts'
import { applied, finding, linted } from '../report/formats/report.ts'
import { ibguard } from '../support/cli.ts'
import { tempFolder } from '../support/temp-folder.ts'

const clean = JSON.stringify(buildReport({ files: 1, specs: 1 }))
const warned = JSON.stringify(buildReport({ files: 1, specs: 1, findings: [finding({ severity: 'warning' })] }))
const failed = '{"version":1,"error":{"code":"Credentials","message":"There are none.","hint":"Sign in first."}}'

const folder = () =>
  tempFolder({
    'shards/1/report.json': clean,
    'shards/2/report.json': warned,
    'applied.json': JSON.stringify(applied),
    'linted.json': JSON.stringify(linted),
    'failed.json': failed,
    '.gitignore': '*.json',
  })

test('files and globs are read, each once, whatever git ignores', async () => {
  const cwd = folder()
  const argv = ['report', 'merge', 'shards/1/report.json', 'shards/**/*.json', './shards/2/report.json']
  const { code, stdout } = await ibguard([...argv, '--format', 'json', '--format', 'markdown=out/all.md'], { cwd })
  expect(code).toBe(0)
  expect(JSON.parse(stdout).summary).toMatchObject({ files: 2, specs: 2, warnings: 1 })
  expect(readFileSync(join(cwd, 'out/all.md'), 'utf8')).toContain('1 warning')
})

test('the exit code is that of the merged report', async () => {
  const cwd = folder()
  const merge = async (...argv: string[]) => (await ibguard(['report', 'merge', ...argv], { cwd })).code
  expect(await merge('shards/1/report.json', 'linted.json')).toBe(1)
  expect(await merge('linted.json', '--fail-on', 'never')).toBe(0)
  expect(await merge('shards/*/report.json', '--fail-on', 'warning')).toBe(1)
  // Failed and skipped changes are never forgiven.
  expect(await merge('applied.json', '--fail-on', 'never')).toBe(1)
})

test('a run that could not do its job makes the whole fail, with its error', async () => {
  const cwd = folder()
  const { code, stdout, stderr } = await ibguard(['report', 'merge', '--format', 'json', '*.json'], { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain(
    'ibguard: failed.json is of a run that could not do its job: Credentials: There are none.\n  Sign in first.\n',
  )
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, error: { code: 'Report', hint: 'Sign in first.' } })
})

test.each([
  [['no.json'], 'no.json does not exist.'],
  [['no-*.json'], 'No file matches no-*.json.'],
  [['shards'], 'shards is a folder.'],
  [['dangling.json'], 'dangling.json does not exist.'],
  [[], "missing required argument 'files'"],
  [['linted.json', '--fail-on', 'sometimes'], '--fail-on'],
])('%s is exit 2', async (argv, message) => {
  const cwd = folder()
  symlinkSync('nowhere', join(cwd, 'dangling.json'))
  const { code, stdout, stderr } = await ibguard(['report', 'merge', ...argv], { cwd })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
})

test('the lines of specs in the repository are shown, and of no other file, whatever a report calls one', async () => {
  const files = ['infra/web.yaml', '.git/config', 'link.yaml', '../outside.yaml', '/etc/passwd', '/dev/zero']
  const forged = buildReport({ files: 6, specs: 6, findings: files.map((file) => finding({ file, line: 1 })) })
  const root = tempFolder({
    'repo/.git/config': '[core] secret',
    'repo/infra/web.yaml': 'shown: 1',
    'repo/forged.json': JSON.stringify(forged),
    'outside.yaml': 'secret: 1',
  })
  symlinkSync('../outside.yaml', join(root, 'repo/link.yaml'))
  const { stdout } = await ibguard(['report', 'merge', 'forged.json'], { cwd: join(root, 'repo') })
  expect(stdout).toContain('shown: 1')
  expect(stdout).not.toMatch(/secret|root:/)
})

test('report alone says what it takes', async () => {
  const { code, stderr } = await ibguard(['report'])
  expect(code).toBe(2)
  expect(stderr).toContain('merge')
  expect((await ibguard(['help', 'report'])).stdout).toContain('merge')
})
