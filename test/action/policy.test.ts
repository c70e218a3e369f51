import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'
import { startGitHub } from './github-server.ts'
import { runStep, type Step } from './mini-runner.ts'
import { broken, clean, config, pullRequest, type Repository, repository } from './repository.ts'

const loose = `${config}rules: { imdsv2-required: off }\n`

/** Lints a pull request that makes the edits; `undefined` removes a file. */
async function lintPull(
  { workspace, base }: Repository,
  edits: Record<string, string | undefined>,
  inputs: Record<string, string> = {},
): Promise<Step> {
  for (const [name, text] of Object.entries(edits)) {
    if (text === undefined) rmSync(join(workspace, name))
    else writeFiles(workspace, { [name]: text })
  }
  return runStep({ workspace, event: 'pull_request', payload: pullRequest(base), inputs })
}

describe('the policy of a pull request', () => {
  it('is that of its base; an edit is shown and does not count', async () => {
    const made = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': clean })
    const edits = { 'ibguard.config.yaml': loose, 'web.spec.yaml': broken }
    const step = await lintPull(made, edits)
    expect(step).toMatchObject({ code: 1, outputs: { errors: '1' } })
    expect(step.summary).toContain('edits the policy (changes ibguard.config.yaml)')
    expect(await lintPull(made, edits, { 'config-from': 'head' })).toMatchObject({ code: 0 })
  })

  it('is recommended, with a notice, when the base has no config; the files are those of the head', async () => {
    const made = repository({ 'web.spec.yaml': clean, 'draft.spec.yaml': broken.replace('/web', '/draft') })
    const added = `${loose}ignores: [draft.spec.yaml]\n`
    const step = await lintPull(made, { 'ibguard.config.yaml': added, 'web.spec.yaml': broken })
    expect(step).toMatchObject({ code: 1, outputs: { errors: '1' } })
    expect(step.summary).toContain('has no config; recommended is in force')
    expect(step.summary).toContain('adds ibguard.config.yaml')
    const named = repository({ 'web.spec.yaml': clean })
    const inNamed = await lintPull(
      named,
      { 'policy/guard.yaml': 'files: ["../*.spec.yaml"]\n' },
      { config: 'policy/guard.yaml' },
    )
    expect(inNamed).toMatchObject({ code: 0, outputs: { errors: '0' } })
    expect(inNamed.summary).toContain('has no policy/guard.yaml; recommended is in force')
  })

  it('counts the files of base and head, less what both ignore', async () => {
    const spec = (name: string) => broken.replace('/web', `/${name}`)
    const names = ['a/one', 'a/two', 'a/both', 'b/three', 'c/four']
    const specs = Object.fromEntries(names.map((name) => [`${name}.yaml`, spec(name.slice(2))]))
    const made = repository({
      'ibguard.config.yaml': 'files: [a/*.yaml]\nignores: [a/two.yaml, a/both.yaml]\n',
      ...specs,
    })
    const step = await lintPull(made, {
      'ibguard.config.yaml': 'files: [b/*.yaml]\nignores: [a/one.yaml, a/both.yaml, b/none.yaml]\n',
    })
    expect(step.commands.flatMap(({ properties }) => properties.file ?? [])).toEqual([
      'a/one.yaml',
      'a/two.yaml',
      'b/three.yaml',
    ])
  })

  it.each([
    ['an extended file', { 'rules/shared.yaml': 'rules: {}\n' }, 'changes rules/shared.yaml'],
    ['a plugin', { 'rules/acme.mjs': 'export default []\n' }, 'changes rules/acme.mjs'],
    ['what a plugin imports', { 'rules/words.mjs': "export const word = 'y'\n" }, 'changes rules/words.mjs'],
    ['a removed config', { 'ibguard.config.yaml': undefined }, 'removes ibguard.config.yaml'],
    ['a new baseline', { '.ibguard-baseline.json': '{ "version": 1, "entries": [] }' }, 'adds .ibguard-baseline.json'],
    ['a nearer config', { 'infra/ibguard.config.yml': config }, 'adds infra/ibguard.config.yml'],
    [
      'files that a new config names',
      {
        'infra/ibguard.config.yml': `${config}extends: ./more.yaml\nplugins: [./new.mjs]\n`,
        'infra/more.yaml': 'rules: {}\n',
        'infra/new.mjs': 'export default []\n',
      },
      'adds infra/ibguard.config.yml, adds infra/more.yaml, adds infra/new.mjs',
    ],
  ])('shows an edit of %s', async (_, edits, words) => {
    const made = repository({
      'ibguard.config.yaml':
        'files: ["infra/*.spec.yaml"]\nextends: [recommended, ./rules/shared.yaml]\nplugins: [./rules/acme.mjs]\n',
      'rules/shared.yaml': 'rules: { no-key-pair: error }\n',
      'rules/acme.mjs':
        "import { word } from './words.mjs'\nexport default { id: 'acme/x', summary: word, severity: 'error', messages: { x: 'x' }, check: () => [] }\n",
      'rules/words.mjs': "export const word = 'x'\n",
      'infra/web.spec.yaml': broken,
    })
    const step = await lintPull(made, edits, { 'working-directory': 'infra' })
    expect(step).toMatchObject({ code: 1, outputs: { errors: '1' } })
    expect(step.summary).toContain(`edits the policy (${words})`)
  })

  it('runs no code of the pull request, and says when its config is code or broken', async () => {
    const made = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': broken })
    const edits = {
      'ibguard.config.yaml': undefined,
      'ibguard.config.mjs': "process.stdout.write('::error::ran'); export default {}\n",
    }
    const code = await lintPull(made, edits)
    expect(code).toMatchObject({ code: 1, outputs: { errors: '1' } })
    expect(code.log).not.toContain('ran')
    expect(code.summary).toContain('is code')
    const wrong = await lintPull(made, { 'ibguard.config.mjs': undefined, 'ibguard.config.yaml': 'filez: [x]\n' })
    expect(wrong).toMatchObject({ code: 1, outputs: { errors: '1' } })
    expect(wrong.summary).toContain('filez')
  })

  it('reads no config through a link that leads out of the repository', async () => {
    const outside = tempFolder({ 'secret.yaml': 'password: hunter2\n' })
    const made = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': broken })
    rmSync(join(made.workspace, 'ibguard.config.yaml'))
    symlinkSync(join(outside, 'secret.yaml'), join(made.workspace, 'ibguard.config.yaml'))
    const step = await lintPull(made, {})
    expect(step).toMatchObject({ code: 1, outputs: { errors: '1' } })
    expect(step.log + step.summary).not.toMatch(/hunter2|password/)
  })

  it('counts changed files only, when asked: by the list of the API with its pages, else by git', async () => {
    const specs = Object.fromEntries(
      ['a', 'b', 'c'].map((name) => [`${name}.spec.yaml`, broken.replace('/web', `/${name}`)]),
    )
    const made = repository({ 'ibguard.config.yaml': config, ...specs })
    writeFiles(made.workspace, { 'b.spec.yaml': `${broken.replace('/web', '/b')}# x\n` })
    const files = ['x', 'y', 'c'].map((name) => ({ filename: `${name}.spec.yaml`, status: 'changed' }))
    const github = await startGitHub({ files })
    const inputs = { 'changed-only': 'true', 'github-token': 'a-token-of-a-job', comment: 'never' }
    const annotated = async (env: Record<string, string>) => {
      const payload = pullRequest(made.base)
      const { commands } = await runStep({ workspace: made.workspace, event: 'pull_request', payload, inputs, env })
      return commands.filter(({ name }) => name === 'error').map(({ properties }) => properties.file)
    }
    expect(await annotated({ GITHUB_API_URL: github.url })).toEqual(['c.spec.yaml'])
    const refusing = await startGitHub({ answer: () => ({ status: 403 }) })
    expect(await annotated({ GITHUB_API_URL: refusing.url })).toEqual(['b.spec.yaml'])
  })
})

describe('events', () => {
  it.each([
    ['push', { before: 'f'.repeat(40), after: 'e'.repeat(40) }],
    ['schedule', {}],
    ['workflow_dispatch', { inputs: {} }],
    ['workflow_run', { workflow_run: { event: 'push', head_sha: 'e'.repeat(40) } }],
  ])('%s judges by the checkout, without a notice', async (event, payload) => {
    const { workspace } = repository({ 'ibguard.config.yaml': loose, 'web.spec.yaml': broken })
    expect(await runStep({ workspace, event, payload })).toMatchObject({ code: 0, commands: [] })
  })

  it('merge_group judges by its base, and comments nothing', async () => {
    const { workspace, base } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': broken })
    writeFiles(workspace, { 'ibguard.config.yaml': loose })
    const github = await startGitHub()
    const payload = { merge_group: { base_sha: base, head_sha: 'e'.repeat(40) } }
    const inputs = { 'github-token': 'a-token-of-a-job' }
    const step = await runStep({
      workspace,
      event: 'merge_group',
      payload,
      inputs,
      env: { GITHUB_API_URL: github.url },
    })
    expect(step).toMatchObject({ code: 1, outputs: { errors: '1', 'comment-url': '' } })
    expect(github.requests).toEqual([])
  })

  it('issue_comment on a pull request runs no code of the checkout', async () => {
    const { workspace } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': broken })
    writeFiles(workspace, { 'ibguard.config.yaml': `${loose}plugins: [./x.mjs]\n`, 'x.mjs': 'process.exit(0)\n' })
    const payload = { issue: { number: 7, pull_request: {} }, repository: { default_branch: 'main' } }
    const step = await runStep({ workspace, event: 'issue_comment', payload })
    expect(step).toMatchObject({ code: 1, outputs: { errors: '1' } })
    expect(step.summary).toContain('changes ibguard.config.yaml')
  })

  it.each([
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'merge_group',
    'issue_comment',
  ])(
    'workflow_run that %s started is a pull request: judged by the default branch, and no apply',
    async (startedOn) => {
      const { workspace } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': broken })
      writeFiles(workspace, { 'ibguard.config.yaml': loose })
      const payload = {
        workflow_run: { event: startedOn, head_sha: 'e'.repeat(40) },
        repository: { default_branch: 'main' },
      }
      const event = 'workflow_run'
      expect(await runStep({ workspace, event, payload })).toMatchObject({ code: 1, outputs: { errors: '1' } })
      const apply = await runStep({ workspace, event, payload, inputs: { mode: 'apply' } })
      expect(apply.code).toBe(2)
      expect(apply.commands[0]?.message).toContain('allow-apply-on-pull-request')
    },
  )

  it.each([
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'merge_group',
    'issue_comment',
    'workflow_run',
  ])('%s whose payload does not say what it is about is a pull request without a base', async (event) => {
    const { workspace } = repository({ 'ibguard.config.yaml': loose, 'web.spec.yaml': broken })
    const step = (inputs: Record<string, string>, env = {}) => runStep({ workspace, event, inputs, env })
    const lint = await step({})
    expect(lint).toMatchObject({ code: 2, commands: [{ name: 'error' }] })
    expect(lint.commands[0]?.message).toContain('does not say which revision its policy comes from')
    expect(lint.commands[0]?.message).toContain('config-from')
    const apply = await step({ mode: 'apply' }, { GITHUB_EVENT_PATH: '/nonexistent/event.json' })
    expect(apply.code).toBe(2)
    expect(apply.commands[0]?.message).toContain('allow-apply-on-pull-request')
    const told = await step({ 'config-from': 'head' }, { GITHUB_EVENT_PATH: '/nonexistent/event.json' })
    expect(told.code).toBe(0)
    expect(told.log).toContain('The payload of the event cannot be read.')
    expect(told.log).not.toContain('is not one that imagebuilder-guard knows')
  })

  it('an unknown one judges everything, with a notice', async () => {
    const { workspace } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': clean })
    const step = await runStep({ workspace, event: 'page_build' })
    expect(step).toMatchObject({
      code: 0,
      commands: [{ name: 'notice', message: expect.stringContaining('page_build') }],
    })
  })

  it('a force push whose commit before is gone judges everything, with a notice', async () => {
    const { workspace } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': broken })
    const payload = { before: 'f'.repeat(40), after: 'e'.repeat(40) }
    const step = await runStep({ workspace, payload, inputs: { 'changed-only': 'true' } })
    expect(step).toMatchObject({ code: 1, outputs: { errors: '1' } })
    expect(step.commands[0]).toMatchObject({ name: 'error' })
    expect(step.summary).toContain('is gone')
  })

  it('apply is refused on a pull request', async () => {
    const { workspace, base } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': clean })
    const step = await runStep({
      workspace,
      event: 'pull_request',
      payload: pullRequest(base),
      inputs: { mode: 'apply' },
    })
    expect(step).toMatchObject({ code: 2, outputs: { verdict: 'fail' } })
    expect(step.commands[0]?.message).toContain('allow-apply-on-pull-request')
  })
})
