import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { bin } from '../support/built.ts'
import { ibguard } from '../support/cli.ts'
import { commit, git, repository } from '../support/repository.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'

afterEach(() => vi.unstubAllEnvs())

const spec = (keyPair: string) =>
  `infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web\n` +
  `instanceProfileName: Builder\nkeyPair: ${keyPair}\n`

it('asks git once for each thing that a run compares with', async () => {
  const root = repository({
    'ibguard.config.yaml': 'files: ["infra/*.yaml"]\n',
    '.ibguard-baseline.json': '{ "version": 1, "findings": [] }\n',
    'infra/web.yaml': spec('one'),
  })
  git(root, 'checkout', '-q', '-b', 'topic')
  writeFiles(root, { 'infra/web.yaml': spec('two') })
  commit(root)
  const trace = join(tempFolder(), 'git.trace')
  vi.stubEnv('GIT_TRACE2_EVENT', trace)
  const { code, stderr } = await ibguard(['lint', '--config-from', 'main', '--changed-since', 'main'], { cwd: root })
  vi.unstubAllEnvs()
  expect(code, stderr).toBe(1)
  const events = readFileSync(trace, 'utf8').trim().split('\n')
  const started = events.map((line) => JSON.parse(line)).filter(({ event }) => event === 'start')
  const commands = started.map(({ argv }) => argv.filter((each: string) => /^[a-z]+-[a-z-]+$/.test(each)).join(' '))
  const asked = commands.filter((command) => command !== 'cat-file').toSorted()
  // Where its objects are, and what is checked out.
  expect(asked).toEqual(['for-each-ref', 'ls-tree', 'merge-base', 'rev-parse', 'rev-parse'])
  expect(commands.length).toBeLessThanOrEqual(10)
})

it.each([
  ['that ends', 0, 0],
  ['that is told to end twice, since what it loads never does', 1e9, 143],
])('a run %s leaves nothing of what it read in a revision', async (_, milliseconds, expected) => {
  const plugin = `console.log('loading')
    await new Promise((resolve) => setTimeout(resolve, ${milliseconds}))
    export default { id: 'acme/none', summary: 'Nothing.', severity: 'note', messages: { none: 'None.' }, *check() {} }`
  const root = repository({
    'ibguard.config.yaml': 'files: [web.yaml]\nplugins: [./plugin.js]\n',
    'plugin.js': plugin,
    'web.yaml': spec('one'),
  })
  const temporary = tempFolder()
  const env = { ...process.env, TMPDIR: temporary }
  const child = spawn(process.execPath, [bin, 'lint', '--config-from', 'HEAD', '--fail-on', 'never'], {
    cwd: root,
    env,
  })
  const exited = once(child, 'exit')
  await once(child.stdout, 'data')
  const ours = () => readdirSync(temporary).filter((name) => name.startsWith('ibguard-git-'))
  if (expected !== 0) {
    expect(ours()).toHaveLength(1)
    // Two signals that are not delivered yet are one.
    const telling = setInterval(() => child.kill('SIGTERM'), 20)
    onTestFinished(() => clearInterval(telling))
  }
  child.stdout.resume()
  expect(await exited).toEqual([expected, null])
  expect(ours()).toEqual([])
})
