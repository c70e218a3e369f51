import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'
import { readCommand, runStep } from './mini-runner.ts'
import { broken, clean, config, repository } from './repository.ts'

const files = { 'ibguard.config.yaml': config, 'web.spec.yaml': clean }

describe('mode lint', () => {
  it('passes a clean spec', async () => {
    const { workspace } = repository(files)
    const step = await runStep({ workspace, inputs: { 'report-file': 'out/report.json', 'sarif-file': 'out/x.sarif' } })
    expect(step).toMatchObject({ code: 0, commands: [] })
    expect(step.outputs).toEqual({
      verdict: 'pass',
      errors: '0',
      warnings: '0',
      notes: '0',
      'report-file': 'out/report.json',
      'sarif-file': 'out/x.sarif',
      'comment-url': '',
    })
    expect(step.summary).toContain('✅')
  })

  it('fails with an annotation at the place, a summary with what to write, and files', async () => {
    const { workspace, base } = repository({ ...files, 'web.spec.yaml': broken })
    const inputs = { 'report-file': 'out/report.json', 'sarif-file': 'out/lint.sarif', 'html-file': 'out/page.html' }
    const step = await runStep({ workspace, inputs, env: { GITHUB_SHA: base } })
    expect(step).toMatchObject({ code: 1, outputs: { verdict: 'fail', errors: '1', 'report-file': 'out/report.json' } })
    expect(step.commands).toMatchObject([
      {
        name: 'error',
        properties: { file: 'web.spec.yaml', line: '3', endLine: '3', title: 'imdsv2-required' },
      },
    ])
    expect(step.summary).toContain('<pre>httpTokens: required</pre>')
    expect(step.summary).toContain('npx ibguard lint --fix web.spec.yaml')
    expect(step.summary).toContain(`https://github.example/acme/images/blob/${base}/web.spec.yaml#L3`)
    const report = JSON.parse(readFileSync(join(workspace, 'out/report.json'), 'utf8'))
    expect(report.findings).toMatchObject([{ ruleId: 'imdsv2-required', file: 'web.spec.yaml' }])
    expect(JSON.parse(readFileSync(join(workspace, 'out/lint.sarif'), 'utf8')).version).toBe('2.1.0')
    expect(step.outputs['html-file']).toBe('out/page.html')
    expect(step.summary).toContain(
      'as a page: <a href="https://github.example/acme/images/actions/runs/100#artifacts">',
    )
    const page = readFileSync(join(workspace, 'out/page.html'), 'utf8')
    expect(page).toContain('<pre><code>httpTokens: required</code></pre>')
  })

  it('annotates at most ten of a severity, its own messages first, and says how many more', async () => {
    const specs = Array.from({ length: 14 }, (_, at) => [`${at}.spec.yaml`, broken.replace('/web', `/web-${at}`)])
    const { workspace } = repository({
      'ibguard.config.yaml': `${config}rules: { imdsv2-required: warning }\n`,
      ...Object.fromEntries(specs),
    })
    const env = { GITHUB_STEP_SUMMARY: '/nonexistent/summary' }
    const step = await runStep({ workspace, env })
    const warnings = step.commands.filter(({ name }) => name === 'warning')
    expect(step).toMatchObject({ code: 0, outputs: { verdict: 'pass', warnings: '14' } })
    expect(warnings).toHaveLength(10)
    expect(warnings[0]?.message).toContain('The job summary could not be written')
    expect(warnings[9]?.message).toContain('and 5 more of this severity')
  })

  it.each([
    [{ mode: 'pln', 'fail-on': 'sometimes' }, ['mode: "pln" is none of lint', 'fail-on: "sometimes" is none of']],
    [{ safe: 'yes' }, ['safe: "yes" is none of']],
    [{ files: 'nope.yaml' }, ['nope.yaml does not exist']],
    [{ 'working-directory': 'nope' }, ['The working directory']],
  ])('says what is wrong with the inputs %o', async (inputs, words) => {
    const { workspace } = repository(files)
    const reports = { 'report-file': 'report.json', 'sarif-file': 'x.sarif' }
    const step = await runStep({ workspace, inputs: { ...reports, ...inputs } })
    expect(step).toMatchObject({ code: 2, outputs: { verdict: 'fail', 'comment-url': '' } })
    expect(step.outputs).not.toHaveProperty('errors')
    expect(step.outputs).not.toHaveProperty('sarif-file')
    expect(step.commands).toHaveLength(1)
    for (const word of words)
      expect(step.commands[0]).toMatchObject({ name: 'error', message: expect.stringContaining(word) })
    expect(step.log).not.toMatch(/\n\s+at /)
    expect(step.summary).toContain('could not do its job')
  })

  it('writes its reports when an input has a wrong value', async () => {
    const { workspace } = repository(files)
    const inputs = { 'fail-on': 'err', 'report-file': 'report.json', 'sarif-file': 'x.sarif' }
    const step = await runStep({ workspace, inputs })
    expect(step).toMatchObject({ code: 2, outputs: { verdict: 'fail', 'report-file': 'report.json' } })
    const { error } = JSON.parse(readFileSync(join(workspace, 'report.json'), 'utf8'))
    expect(error).toMatchObject({ code: 'Usage', details: [{ message: expect.stringContaining('fail-on: "err"') }] })
    const { runs } = JSON.parse(readFileSync(join(workspace, 'x.sarif'), 'utf8'))
    expect(runs[0].invocations[0].executionSuccessful).toBe(false)
  })

  it('takes an empty input for its default', async () => {
    const { workspace } = repository(files)
    const names = [
      'mode',
      'files',
      'config',
      'config-from',
      'safe',
      'fail-on',
      'changed-only',
      'comment',
      'comment-key',
    ]
    const inputs = Object.fromEntries(
      [...names, 'github-token', 'report-file', 'rate', 'waves'].map((name) => [name, '']),
    )
    expect(await runStep({ workspace, inputs })).toMatchObject({ code: 0, outputs: { verdict: 'pass' } })
  })

  it('keeps its verdict when no report can be written', async () => {
    const { workspace } = repository(files)
    const env = { GITHUB_OUTPUT: '/nonexistent/output', GITHUB_STEP_SUMMARY: '/nonexistent/summary' }
    const step = await runStep({ workspace, env, inputs: { 'report-file': '/proc/nonexistent/x.json' } })
    expect(step.code).toBe(0)
    expect(new Set(step.commands.map(({ name }) => name))).toEqual(new Set(['warning']))
  })

  it('behaves under act: no summary file, commands at column 0', async () => {
    const { workspace } = repository({ ...files, 'web.spec.yaml': broken })
    const env = { ACT: 'true', GITHUB_STEP_SUMMARY: undefined }
    const step = await runStep({ workspace, env })
    expect(step.code).toBe(1)
    const lines = step.log.split('\n').filter((line) => readCommand(line).length > 0)
    expect(lines).toEqual([expect.stringMatching(/^::error /)])
  })

  it('follows no link of the checkout when it writes', async () => {
    const outside = tempFolder({ 'victim.json': 'mine' })
    const { workspace } = repository(files)
    symlinkSync(join(outside, 'victim.json'), join(workspace, 'report.json'))
    symlinkSync(outside, join(workspace, 'out'))
    const inputs = { 'report-file': 'report.json', 'sarif-file': 'out/x.sarif' }
    const step = await runStep({ workspace, inputs })
    expect(step).toMatchObject({ code: 0, outputs: { verdict: 'pass' } })
    expect(step.commands.map(({ name }) => name)).toEqual(['warning', 'warning'])
    expect(step.outputs).not.toHaveProperty('report-file')
    expect(readFileSync(join(outside, 'victim.json'), 'utf8')).toBe('mine')
  })
})

describe('a rule that throws', () => {
  it('loses its own judgement only: the rest is reported, and the run could not do its job', async () => {
    const plugin = `export default { id: 'acme/x', summary: '', severity: 'error', messages: { x: 'x' }, check() { throw new Error('no') } }
`
    const { workspace } = repository({
      'ibguard.config.yaml': `${config}plugins: [./x.mjs]\n`,
      'x.mjs': plugin,
      'web.spec.yaml': broken,
    })
    const inputs = { 'report-file': 'report.json', 'sarif-file': 'x.sarif' }
    const step = await runStep({ workspace, inputs })
    expect(step).toMatchObject({ code: 2, outputs: { verdict: 'fail' } })
    expect(step.outputs).not.toHaveProperty('errors')
    expect(step.outputs).not.toHaveProperty('sarif-file')
    const report = JSON.parse(readFileSync(join(workspace, 'report.json'), 'utf8'))
    expect(report).toMatchObject({ error: { code: 'Internal' }, findings: [{ ruleId: 'imdsv2-required' }] })
    const { runs } = JSON.parse(readFileSync(join(workspace, 'x.sarif'), 'utf8'))
    expect(runs[0].invocations[0].executionSuccessful).toBe(false)
    for (const text of [step.log, step.summary]) {
      expect(text).toContain('acme/x failed on')
      expect(text).toContain('imdsv2-required')
    }
  })
})

describe('text of others takes no effect', () => {
  it.each([
    [
      'a value',
      broken.replace('EC2InstanceProfileForImageBuilder', '"x\\n::stop-commands::y ##[error]z @team <img src=x>"'),
    ],
    ['a key', `${clean}"\\n::set-output name=verdict::pass\\n##[error]x ::stop-commands::y @team <img src=x>": 1\n`],
    [
      'an ARN',
      broken.replace('arn:aws', '"arn:aws').replace('/web\n', '/web\\r\\n  ::add-mask::e\\u2028##[endgroup]"\n'),
    ],
  ])('of a spec: %s', async (_, text) => {
    const { workspace } = repository({ ...files, 'web.spec.yaml': text })
    const step = await runStep({ workspace })
    expect(step).toMatchObject({ code: 1, outputs: { verdict: 'fail' } })
    expect(step.commands.filter(({ name }) => !['error', 'warning', 'notice'].includes(name))).toEqual([])
    expect(step.commands.filter(({ message }) => message === 'z' || message.startsWith('x '))).toEqual([])
    expect(step.log).not.toContain('##[')
    expect(step.summary).not.toContain('<img')
    expect(step.summary).not.toMatch(/@team/)
  })

  it('of a file name', async () => {
    const name = 'a`b\n::error::forged|<b>@team .spec.yaml'
    const { workspace } = repository({ 'ibguard.config.yaml': config, [name]: broken })
    const step = await runStep({ workspace, env: { GITHUB_SHA: 'b'.repeat(40) } })
    expect(step.commands).toMatchObject([{ name: 'error', properties: { title: 'imdsv2-required' } }])
    expect(step.commands[0]?.message).not.toContain('forged')
    expect(step.summary).not.toContain('<b>')
    expect(step.summary).not.toContain('@team')
  })
})
