import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { ibguard } from '../support/cli.ts'
import { commit, git, repository } from '../support/repository.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'

afterEach(() => vi.unstubAllEnvs())

it('asks git once for each thing that a run compares with', async () => {
  const spec = (keyPair: string) =>
    `infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web\n` +
    `instanceProfileName: Builder\nkeyPair: ${keyPair}\n`
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
