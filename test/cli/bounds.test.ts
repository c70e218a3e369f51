import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

const config = 'extends: recommended\n'

describe('what is no regular file', () => {
  it.each([
    ['a report', ['report', 'merge', '/dev/zero'], 'only regular files are read'],
    ['a config', ['lint', '--config', 'pipe', 'web.json'], 'only regular files are read'],
    ['a config of the system', ['lint', '--config', '/dev/zero', 'web.json'], 'only regular files are read'],
    ['an extended file', ['lint', '--config', 'extending.yaml', 'web.json'], 'only regular files are read'],
    ['a baseline', ['lint', '--baseline', 'pipe', 'web.json'], 'only regular files are read'],
    ['a seed', ['plan', '--local', '--config', 'seeded.yaml', 'web.json'], 'only regular files are read'],
  ])('is not read as %s', async (_, argv, message) => {
    const cwd = tempFolder({
      'web.json': specText(),
      'extending.yaml': 'extends: ./pipe.yaml\n',
      'seeded.yaml': 'local: { seed: pipe }\n',
    })
    execFileSync('mkfifo', [join(cwd, 'pipe'), join(cwd, 'pipe.yaml')])
    const { code, stderr } = await ibguard(argv, { cwd })
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('internal error')
    expect(code).toBe(2)
  })

  it('is a finding as a spec, and no plan', async () => {
    const cwd = tempFolder({ 'web.json': specText() })
    execFileSync('mkfifo', [join(cwd, 'pipe')])
    const { stdout } = await ibguard(['apply', '--local', '--yes', 'pipe', '/proc/self/status', 'web.json'], { cwd })
    expect(stdout).toContain('pipe: Neither file nor folder; only regular files are read.')
  })
})

describe('outputs', () => {
  const folder = () =>
    tempFolder({
      'web.json': specText(),
      'ibguard.config.yaml': config,
      'run.jsonl': '{"at":"2026-01-01T00:00:00.000Z","event":"run"}\n',
      'notes.txt': 'notes',
      'outside/key': 'secret',
    })

  it.each([
    ['lint', 'web.json', '--format', 'json=web.json'],
    ['lint', 'web.json', '--format', 'sarif=ibguard.config.yaml'],
    ['lint', 'web.json', '--format', 'json=run.jsonl'],
    ['lint', 'web.json', '--format', 'json=planted'],
    ['lint', 'web.json', '--format', 'json=planted-folder/key'],
    ['lint', 'web.json', '--format', 'json=a.json', '--format', 'sarif=a.json'],
    ['plan', '--local', 'web.json', '--out', 'web.json'],
    ['plan', '--local', 'web.json', '--out', 'run.jsonl'],
    ['plan', '--local', 'web.json', '--out', 'planted'],
    ['lint', 'web.json', '--update-baseline', '--baseline', 'planted'],
    ['report', 'merge', 'web.json', '--format', 'json=ibguard.config.yaml'],
  ])('of %s %s %s %s are written over nothing that matters', async (...argv) => {
    const cwd = folder()
    symlinkSync('outside/key', join(cwd, 'planted'))
    symlinkSync('outside', join(cwd, 'planted-folder'))
    const names = ['web.json', 'ibguard.config.yaml', 'run.jsonl', 'outside/key']
    const contents = () => names.map((name) => readFileSync(join(cwd, name), 'utf8'))
    const before = contents()
    const { code, stderr } = await ibguard(argv, { cwd })
    expect(contents()).toEqual(before)
    expect(stderr).not.toContain('internal error')
    expect(code).toBe(2)
  })

  it('wait for no reader of a pipe', async () => {
    const cwd = folder()
    execFileSync('mkfifo', [join(cwd, 'pipe')])
    const { code, stderr } = await ibguard(['lint', 'web.json', '--format', 'json=pipe'], { cwd })
    expect(stderr).toContain('nobody reads')
    expect(code).toBe(2)
  })

  it('of a plan that applied are not written over it, and a plan is for nobody else', async () => {
    const cwd = folder()
    expect((await ibguard(['plan', '--local', 'web.json', '--out', 'plan.json'], { cwd })).code).toBe(0)
    chmodSync(join(cwd, 'plan.json'), 0o644)
    expect((await ibguard(['plan', '--local', 'web.json', '--out', 'plan.json'], { cwd })).code).toBe(0)
    expect(statSync(join(cwd, 'plan.json')).mode & 0o777).toBe(0o600)
    const plan = readFileSync(join(cwd, 'plan.json'), 'utf8')
    const { stderr } = await ibguard(['apply', '--local', 'plan.json', '--format', 'json=plan.json'], { cwd })
    expect(stderr).toContain('plan.json: cannot be written: it is a plan, and no output is written over one.')
    expect(readFileSync(join(cwd, 'plan.json'), 'utf8')).toBe(plan)
  })
})

it('import writes nothing outside --out, whatever names the service lists', async () => {
  const evil = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/../../../escaped'
  const server = createServer((request, response) => {
    const body = request.url?.startsWith('/ListInfra')
      ? { infrastructureConfigurationSummaryList: [{ arn: evil }] }
      : { infrastructureConfiguration: { arn: evil, instanceProfileName: 'x' } }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const cwd = tempFolder({ 'a/b/c/x.txt': '' })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const argv = [
    'import',
    '--account',
    '123456789012',
    '--region',
    'eu-west-1',
    '--out',
    'specs/',
    '--endpoint-url',
    url,
  ]
  vi.stubEnv('AWS_ACCESS_KEY_ID', '123456789012')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { code, stderr } = await ibguard(argv, { cwd: join(cwd, 'a/b/c') })
  expect(stderr).toContain('is no ARN of an infrastructure configuration')
  expect(code).toBe(1)
  expect(
    ['a/b/escaped.yaml', 'a/escaped.yaml', 'a/b/c/escaped.yaml'].filter((path) => existsSync(join(cwd, path))),
  ).toEqual([])
})

it.each([
  ['plan', '--endpoint-url', 'ftp://user:hunter2@host', '--format', 'json'],
  ['apply', '--endpoint-url=ftp://hunter2@host'],
])('%s %s %s repeats nothing of a refused address', async (...argv) => {
  const { code, stdout, stderr } = await ibguard(argv, { cwd: tempFolder({}) })
  expect(code).toBe(2)
  expect(stderr).toContain('--endpoint-url has a value that it does not take')
  expect(stdout + stderr).not.toContain('hunter2')
})

it('lint https://user:hunter2@host/specs shows no password', async () => {
  const argv = ['lint', 'https://user:hunter2@host/specs']
  const { code, stdout, stderr } = await ibguard(argv, { cwd: tempFolder({}) })
  expect(code).toBe(2)
  expect(stderr).toContain('//***@host')
  expect(stdout + stderr).not.toContain('hunter2')
})
