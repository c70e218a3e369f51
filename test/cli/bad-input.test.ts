import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

/** A known error: its text, one exit code, and never a stack. */
async function fails(argv: string[], files: Record<string, string>, given = {}): Promise<string> {
  const place = tempFolder(files)
  const { code, stderr } = await ibguard(argv, { cwd: place, ...given })
  expect(code).toBe(2)
  expect(stderr).not.toMatch(/\n\s+at /)
  return stderr.replaceAll(place, '.')
}

describe('bad input ends with exit code 2 and says what to do', () => {
  it('an unknown option', async () => {
    expect(await fails(['lint', '--frmat', 'json'], {})).toContain("unknown option '--frmat'\n(Did you mean --format?)")
  })

  it('an unknown command', async () => {
    expect(await fails(['lnt'], {})).toContain("unknown command 'lnt'\n(Did you mean lint?)")
  })

  it('an unknown format', async () => {
    expect(await fails(['lint', '--format', 'xml', 'a.yaml'], { 'a.yaml': specText() })).toContain('"xml" is no format')
  })

  it.each(['htp://user:hunter2@proxy', 'user:hunter2@proxy:80', 'http://user:hunter2@[proxy'])(
    'an endpoint that is none, whose password is not repeated: %s',
    async (url) => {
      for (const argv of [
        ['--endpoint-url', url],
        [`--endpoint-url=${url}`],
        ['--format', 'json', '--endpoint-url', url],
      ]) {
        const message = await fails(['plan', ...argv], {})
        expect(message).toContain('--endpoint-url has a value that it does not take.\n  Expected a URL such as')
        expect(message).not.toContain('hunter2')
      }
    },
  )

  it('a misspelled option with a URL, whose password is not repeated', async () => {
    expect(await fails(['plan', '--endpointurl=https://user:hunter2@proxy'], {})).not.toContain('hunter2')
  })

  it('two formats on stdout', async () => {
    const message = await fails(['lint', '--format', 'json', '--format', 'markdown', '.'], { 'a.yaml': specText() })
    expect(message).toContain('json and markdown both go to stdout')
  })

  it.each(['5', '15 minutes', '0s'])('the deadline %j', async (value) => {
    expect(await fails(['apply', '--deadline', value], {})).toContain('Expected a duration such as 90s, 15m or 2h.')
  })

  it('an endpoint that is no URL', async () => {
    expect(await fails(['plan', '--endpoint-url', 'notaurl', 'a.yaml'], {})).toContain('Expected a URL such as')
    expect(await fails(['plan', '--account', '123', 'a.yaml'], {})).toContain('Expected an account ID')
    expect(await fails(['plan', '--region', 'EU', 'a.yaml'], {})).toContain('Expected a Region such as')
    const both = ['plan', '--local', '--endpoint-url', 'http://127.0.0.1:1', 'a.yaml']
    expect(await fails(both, {})).toMatch(/'--local' cannot be used with option '--endpoint-url/)
  })

  it('no path and no config', async () => {
    expect(await fails(['lint'], {})).toContain('ibguard init')
  })

  it('a path that does not exist', async () => {
    expect(await fails(['lint', 'nope.yaml'], {})).toContain('nope.yaml does not exist')
  })

  it('a folder without specs', async () => {
    expect(await fails(['lint', '.'], { 'readme.md': 'hello' })).toContain('No spec file')
  })

  it('a broken config, with its place', async () => {
    const files = { 'ibguard.config.yaml': 'files: [a.yaml]\nrulez: {}\n', 'a.yaml': specText() }
    expect(await fails(['lint'], files)).toMatch(/ibguard\.config\.yaml:2:1: .*rulez.*rules/)
  })

  it('apply that nobody can be asked about', async () => {
    expect(await fails(['apply', 'a.yaml'], { 'a.yaml': specText() })).toContain('--yes')
  })

  it('--resume without a journal', async () => {
    expect(await fails(['apply', '--resume', '--yes', 'a.yaml'], { 'a.yaml': specText() })).toContain('--journal')
  })

  it('a selection that leaves nothing', async () => {
    const argv = ['plan', '--local', '--account', '999999999999', 'a.yaml']
    expect(await fails(argv, { 'a.yaml': specText() })).toContain('leave no spec')
  })

  it('a plan file that is none', async () => {
    const files = { 'plan.json': '{ "kind": "ibguard-plan", "version": 9 }' }
    expect(await fails(['apply', '--yes', 'plan.json'], files)).toContain('its version is 9')
  })

  it('a rule that does not exist', async () => {
    expect(await fails(['explain', 'imdsv2-requird'], {})).toContain('imdsv2-required')
  })

  it('a report that cannot be written', async () => {
    const place = tempFolder({ 'a.yaml': specText() })
    await mkdir(join(place, 'out.json'))
    const { code, stderr } = await ibguard(['lint', '--format', 'json=out.json', 'a.yaml'], { cwd: place })
    expect(code).toBe(2)
    expect(stderr).toContain('out.json')
  })

  it('no credentials', async () => {
    const env = { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent', PATH: process.env.PATH }
    const message = await fails(['plan', 'a.yaml'], { 'a.yaml': specText() }, { env })
    expect(message).toMatch(/credentials/i)
  })

  it('a port in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((listening) => taken.once('listening', listening))
    const { port } = taken.address() as AddressInfo
    try {
      const message = await fails(['serve', '--port', String(port)], {})
      expect(message).toContain(String(port))
      expect(message).toContain('in use')
    } finally {
      taken.close()
    }
  })

  it('is JSON too where JSON was asked for', async () => {
    const place = tempFolder()
    const { stdout } = await ibguard(['lint', '--format', 'json', 'nope.yaml'], { cwd: place })
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      tool: { name: 'imagebuilder-guard' },
      error: { message: expect.stringContaining('nope.yaml'), hint: expect.any(String) },
    })
  })
})

describe('bad specs are findings with exit code 1', () => {
  it.each([
    ['broken syntax', 'infrastructureConfigurationArn: [', 'syntax'],
    ['an unknown field', specText({ instanceTypez: ['m7i.large'] }), 'schema'],
  ])('%s', async (_, text, ruleId) => {
    const place = tempFolder({ 'a.yaml': text })
    const { code, stdout } = await ibguard(['lint', '--format', 'json', 'a.yaml'], { cwd: place })
    expect(code).toBe(1)
    expect(JSON.parse(stdout).findings).toContainEqual(expect.objectContaining({ ruleId, file: 'a.yaml' }))
  })
})
