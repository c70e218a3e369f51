import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

const bundle = join(import.meta.dirname, '../../dist/action/main.js')
const open = { instanceMetadataOptions: { httpTokens: 'optional', httpPutResponseHopLimit: 1 } }

interface ActionResult {
  code: number
  log: string
  outputs: string
  summary: string
  workspace: string
}

/** Runs the committed bundle as a runner does: inputs by variables, command files, an event. */
async function action(files: Record<string, string>, inputs: Record<string, string>, env = {}): Promise<ActionResult> {
  const workspace = tempFolder(files)
  const runner = tempFolder({ output: '', summary: '' })
  const variables = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  const { code, log } = await new Promise<{ code: number; log: string }>((done) => {
    execFile(
      process.execPath,
      [bundle],
      {
        cwd: workspace,
        env: {
          PATH: process.env.PATH,
          GITHUB_ACTIONS: 'true',
          GITHUB_EVENT_NAME: 'push',
          GITHUB_WORKSPACE: workspace,
          GITHUB_OUTPUT: join(runner, 'output'),
          GITHUB_STEP_SUMMARY: join(runner, 'summary'),
          ...Object.fromEntries(variables),
          ...env,
        },
      },
      (error, stdout) => done({ code: typeof error?.code === 'number' ? error.code : 0, log: stdout }),
    )
  })
  const read = (name: string) => readFileSync(join(runner, name), 'utf8')
  return { code, log, outputs: read('output'), summary: read('summary'), workspace }
}

/** What a runner would take for commands: `::name …::` at the start of a line, `##[name]` anywhere. */
function commands(log: string): string[] {
  return log.split('\n').flatMap((line) => /^\s*::([\w-]+)[ :]/.exec(line)?.[1] ?? /##\[([\w-]+)/.exec(line)?.[1] ?? [])
}

describe('the Action lints', () => {
  it('passes clean specs', async () => {
    const result = await action({ 'a.yaml': specText() }, { files: 'a.yaml' })
    expect(result.code).toBe(0)
    expect(commands(result.log)).toEqual([])
    expect(result.outputs).toMatch(/verdict<<(\S+)\npass\n\1/)
    expect(result.summary).toContain('no findings')
  })

  it('fails with an annotation at the place, summary, outputs and files', async () => {
    const inputs = { files: 'a.yaml', 'report-file': 'out/report.json', 'sarif-file': 'out/lint.sarif' }
    const result = await action({ 'a.yaml': specText(open) }, inputs)
    expect(result.code).toBe(1)
    expect(result.log).toMatch(/^::error file=a\.yaml,line=1,endLine=1,col=\d+,endColumn=\d+,title=imdsv2-required::/m)
    expect(result.outputs).toMatch(/verdict<<(\S+)\nfail\n\1/)
    expect(result.outputs).toMatch(/errors<<(\S+)\n1\n\1/)
    expect(result.outputs).toMatch(/report-file<<(\S+)\nout\/report\.json\n\1/)
    expect(result.summary).toContain('imdsv2-required')
    const report = JSON.parse(readFileSync(join(result.workspace, 'out/report.json'), 'utf8'))
    expect(report.findings).toMatchObject([{ ruleId: 'imdsv2-required', file: 'a.yaml' }])
    expect(JSON.parse(readFileSync(join(result.workspace, 'out/lint.sarif'), 'utf8')).version).toBe('2.1.0')
  })

  it('annotates at most ten of a severity and says how many more there are', async () => {
    const specs = Array.from({ length: 25 }, (_, at) => {
      const arn = `arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web-${at}`
      return JSON.parse(specText({ ...open, infrastructureConfigurationArn: arn }))
    })
    const { log, outputs } = await action({ 'a.json': JSON.stringify(specs) }, { files: 'a.json' })
    expect(commands(log)).toEqual(Array(10).fill('error'))
    expect(log).toContain('and 15 more of this severity')
    expect(outputs).toMatch(/errors<<(\S+)\n25\n\1/)
  })

  it('gives text of a spec no effect', async () => {
    const hostile =
      '\n::set-output name=verdict::pass\n##[error]x ::stop-commands::y @team <img src=x onerror=alert(1)>'
    const { code, log, summary } = await action({ 'a.json': specText({ [hostile]: 1 }) }, { files: 'a.json' })
    expect(code).toBe(1)
    expect(new Set(commands(log))).toEqual(new Set(['error']))
    expect(log).not.toContain('##[')
    expect(summary).not.toContain('<img')
    expect(summary).not.toContain('@team')
  })

  it('judges a pull request by the policy of its base', async () => {
    const files = { 'ibguard.config.yaml': 'files: [a.yaml]\n', 'a.yaml': specText() }
    const { workspace, base } = await repository(files)
    writeFileSync(join(workspace, 'a.yaml'), specText(open))
    writeFileSync(join(workspace, 'ibguard.config.yaml'), 'files: [a.yaml]\nrules: { imdsv2-required: off }\n')
    const event = join(tempFolder(), 'event.json')
    writeFileSync(event, JSON.stringify({ pull_request: { number: 1, base: { sha: base }, head: { sha: base } } }))
    const env = { GITHUB_WORKSPACE: workspace, GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event }
    expect((await action({}, {}, env)).code).toBe(1)
    expect((await action({}, { 'config-from': 'head' }, env)).code).toBe(0)
  })

  it('says in one sentence why it cannot do its job', async () => {
    const { code, log, outputs, summary } = await action({}, { files: 'nope.yaml' })
    expect(code).toBe(2)
    expect(log).toContain('nope.yaml does not exist')
    expect(log).not.toMatch(/\n\s+at /)
    expect(outputs).toMatch(/verdict<<(\S+)\nfail\n\1/)
    expect(summary).toContain('could not do its job')
  })

  it('refuses a value that an input does not take', async () => {
    const { code, log } = await action({}, { mode: 'pln', 'fail-on': 'sometimes' })
    expect(code).toBe(2)
    expect(log).toContain('mode: "pln" is none of lint')
    expect(log).toContain('fail-on: "sometimes" is none of')
  })

  it('keeps its verdict when no report can be written', async () => {
    const env = { GITHUB_OUTPUT: '/nonexistent/output', GITHUB_STEP_SUMMARY: '/nonexistent/summary' }
    const { code, log } = await action({ 'a.yaml': specText() }, { files: 'a.yaml' }, env)
    expect(code).toBe(0)
    expect(new Set(commands(log))).toEqual(new Set(['warning']))
  })
})

async function repository(files: Record<string, string>): Promise<{ workspace: string; base: string }> {
  const workspace = tempFolder(files)
  const git = (...argv: string[]) =>
    new Promise<string>((done, fail) => {
      const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com']
      execFile('git', [...identity, ...argv], { cwd: workspace }, (error, stdout) =>
        error ? fail(error) : done(stdout.trim()),
      )
    })
  await git('init', '-q')
  await git('add', '.')
  await git('commit', '-qm', 'base')
  return { workspace, base: await git('rev-parse', 'HEAD') }
}
