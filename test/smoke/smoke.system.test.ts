/** A bundle can break what the sources do: every feature of configs, formats and inputs through what is built. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, it, onTestFinished } from 'vitest'
import { modes } from '../../src/action/inputs.ts'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import { startGitHub } from '../action/github-server.ts'
import { runBundle, type Step, type StepOptions } from '../action/mini-runner.ts'
import { headSha, pullRequest } from '../action/repository.ts'
import { bin } from '../support/built.ts'
import { commit, git, repository } from '../support/repository.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'
import { cases, findingsIn, outcomesIn, sent, writeCases } from './cases.ts'
import { usePackage } from './package.ts'

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort()

it('the package does all of it, as command and as library', { timeout: 60_000 }, async () => {
  const project = tempFolder()
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(resolve('.'), join(project, 'node_modules/imagebuilder-guard'))
  await usePackage(project, (cwd, program, ...args) => {
    const argv = program === 'ibguard' ? [bin, ...args] : args
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8' })
    return { code: status, stdout, stderr }
  })
})

it('the command lints before any package is loaded, Terraform’s parser too: each would cost every run its time', () => {
  const alone = tempFolder({
    'package.json': '{ "type": "module" }',
    'web.yaml': specText(),
    'main.tf': 'resource "aws_vpc" "main" {}\n',
    'infra/main.tf': 'resource "aws_imagebuilder_infrastructure_configuration" "web" {}\n',
  })
  for (const name of ['bin.js', 'lint.cjs', 'lint-more.cjs']) copyFileSync(join(dirname(bin), name), join(alone, name))
  const lint = (...files: string[]) =>
    spawnSync(process.execPath, ['bin.js', 'lint', ...files], { cwd: alone, encoding: 'utf8' })
  const { status, stderr } = lint('web.yaml', 'main.tf')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  // The parser is a file of its own, which is asked for by a configuration alone.
  expect(lint('infra/main.tf').stderr).toContain('tree-sitter')
})

it('a lint of specs loads nothing of Node that takes it milliseconds: streams, hashes, the clock of `performance`', () => {
  const folder = tempFolder({
    'web.yaml': specText(),
    'told.cjs': "process.on('exit', () => process._rawDebug(process.moduleLoadList.join('\\n')))",
  })
  const lint = (...options: string[]) =>
    spawnSync(process.execPath, ['--require', './told.cjs', bin, 'lint', ...options, 'web.yaml'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '', XDG_CACHE_HOME: folder },
    })
  // The first one asks V8 what its code may be kept for, and the second of these what it had written a moment ago.
  lint('--cache')
  for (const options of [[], ['--format', 'json'], ['--cache']]) {
    const { stderr } = lint(...options)
    expect(stderr).toContain('NativeModule vm')
    expect(stderr).not.toMatch(/^NativeModule (?:stream|v8|crypto|perf_hooks|worker_threads|net|tty|child_process)$/m)
  }
})

describe('the bundle of the Action', { timeout: 60_000 }, () => {
  const used = new Set<string>()
  const modesUsed = new Set<string>()

  /** Runs a step, and keeps account of the inputs that steps were given. */
  function step(options: StepOptions & { inputs: Record<string, string> }): Promise<Step> {
    for (const name of Object.keys(options.inputs)) used.add(name)
    modesUsed.add(options.inputs.mode ?? 'lint')
    return runBundle(options)
  }

  function project(): string {
    const folder = repository({})
    writeCases(folder)
    commit(folder)
    return folder
  }

  it.each(cases)('lints by the config $name', async (each) => {
    const workspace = project()
    const inputs = { 'working-directory': each.name, 'report-file': 'report.json' }
    const { code, log } = await step({ workspace, inputs })
    expect([0, 1], log).toContain(code)
    const report = JSON.parse(readFileSync(join(workspace, each.name, 'report.json'), 'utf8'))
    expect(findingsIn(report, each)).toEqual(each.findings)
    expect(report.summary.suppressed).toBe(each.suppressed ?? 0)
  })

  it('lints a pull request as its inputs ask', async () => {
    const workspace = project()
    const base = git(workspace, 'rev-parse', 'HEAD').trim()
    writeFiles(workspace, { 'policy/new.yaml': readFileSync(join(workspace, 'policy/infra/web.yaml'), 'utf8') })
    const github = await startGitHub({ files: [{ filename: 'policy/new.yaml', status: 'added' }] })
    const linted = await step({
      workspace,
      event: 'pull_request',
      payload: pullRequest(base),
      env: { GITHUB_API_URL: github.url },
      inputs: {
        mode: 'lint',
        files: 'policy/new.yaml',
        config: 'policy/ibguard.config.yaml',
        'config-from': base,
        safe: 'false',
        'fail-on': 'never',
        'changed-only': 'true',
        comment: 'findings',
        'comment-key': 'smoke',
        'github-token': 'a-token-of-a-job',
        'sarif-file': 'lint.sarif',
        'html-file': 'page.html',
        'terraform-root': '.',
        'report-file': 'report.json',
      },
    })
    expect(linted, linted.log).toMatchObject({ code: 0, outputs: { verdict: 'pass', errors: '1', warnings: '1' } })
    expect(linted.commands.map(({ name }) => name)).toEqual(expect.arrayContaining(['error', 'warning', 'notice']))
    expect(github.comments[0]?.body).toMatch(/imdsv2-required[\s\S]*key=smoke head=a/)
    expect(linted.summary).toContain('imdsv2-required')
    expect(readFileSync(join(workspace, 'lint.sarif'), 'utf8')).toContain('acme/types')
    expect(readFileSync(join(workspace, 'page.html'), 'utf8')).toContain('acme/types')
  })

  it('plans, applies and reports as its inputs ask', async () => {
    const workspace = project()
    const local = await createLocalImageBuilder({ seed: join(workspace, 'targets/seed.json') })
    onTestFinished(() => local.close())
    const github = await startGitHub({ pulls: [{ number: 12, head: { sha: headSha } }] })
    const common = { 'working-directory': 'targets', 'endpoint-url': local.url, rate: '100', concurrency: '2' }
    const env = {
      AWS_ACCESS_KEY_ID: '333333333333',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_STS: local.url,
      AWS_REGION: 'eu-west-1',
      GITHUB_API_URL: github.url,
    }
    const plan = { mode: 'plan', 'plan-file': 'plan.json' }
    const planned = await step({ workspace, env, inputs: { ...common, ...plan } })
    expect(planned, planned.log).toMatchObject({ code: 1, outputs: { verdict: 'fail', changes: '2' } })
    const applied = await step({
      workspace,
      env,
      event: 'pull_request',
      payload: pullRequest(git(workspace, 'rev-parse', 'HEAD').trim()),
      inputs: {
        ...common,
        ...plan,
        mode: 'apply',
        safe: 'false',
        'allow-apply-on-pull-request': 'true',
        shard: '1/1',
        'journal-file': 'run.jsonl',
        'report-file': 'reports/1.json',
        'max-failures': '100%',
        waves: '1,100%',
      },
    })
    expect(applied, applied.log).toMatchObject({ code: 1, outputs: { applied: '2', skipped: '1', failed: '0' } })
    expect(applied.log).toContain('STS was not asked')
    expect(outcomesIn(JSON.parse(readFileSync(join(workspace, 'targets/reports/1.json'), 'utf8')))).toEqual(sent)
    expect(local.mutations).toHaveLength(2)
    const reported = await step({
      workspace,
      env,
      event: 'workflow_run',
      payload: { workflow_run: { event: 'pull_request', head_sha: headSha, pull_requests: [] } },
      inputs: {
        mode: 'report',
        'working-directory': 'targets',
        'report-file': 'reports/*.json',
        'github-token': 'a-token-of-a-job',
      },
    })
    expect(reported, reported.log).toMatchObject({ code: 1, outputs: { applied: '2', skipped: '1' } })
    expect(github.comments).toHaveLength(1)
  })

  it('audits as its inputs ask, and keeps an issue', async () => {
    const workspace = project()
    const local = await createLocalImageBuilder({ seed: join(workspace, 'targets/seed.json') })
    onTestFinished(() => local.close())
    const github = await startGitHub()
    const audited = await step({
      workspace,
      event: 'schedule',
      env: {
        AWS_ACCESS_KEY_ID: '333333333333',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_ENDPOINT_URL: local.url,
        AWS_REGION: 'eu-west-1',
        GITHUB_API_URL: github.url,
      },
      inputs: {
        mode: 'audit',
        account: '333333333333 444444444444',
        'skip-account': '444444444444',
        region: 'eu-west-1',
        issue: 'Image Builder audit',
        'github-token': 'a-token-of-a-job',
      },
    })
    expect(audited.outputs, audited.log).toHaveProperty('configurations')
    expect(local.mutations).toEqual([])
    expect(github.issues.map(({ title }) => title)).toEqual(
      audited.outputs.verdict === 'fail' ? ['Image Builder audit'] : [],
    )
  })

  it('was given every mode and every input by that', () => {
    const { inputs } = load(readFileSync('action.yml', 'utf8')) as { inputs: object }
    expect(sorted(used)).toEqual(sorted(Object.keys(inputs)))
    expect(sorted(modesUsed)).toEqual(sorted(modes))
  })
})
