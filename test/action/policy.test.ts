import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'
import { type GitHubBehaviour, type GitHubServer, startGitHub } from './github-server.ts'
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
      // A commit of its own, whose modules no other test has loaded.
      'infra/case.txt': words,
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
    // The list is of what the head is now, not of what is checked out.
    const ahead = await startGitHub({ files, headSha: 'b'.repeat(40) })
    expect(await annotated({ GITHUB_API_URL: ahead.url })).toEqual(['b.spec.yaml'])
    // A spec that asks for something else counts, whatever the list says.
    writeFiles(made.workspace, { 'a.spec.yaml': broken.replace('/web', '/a').replace('builds', 'other') })
    expect(await annotated({ GITHUB_API_URL: github.url })).toEqual(['a.spec.yaml', 'c.spec.yaml'])
  })
})

/** GitHub, and a repository there whose default branch has the policy; `fork` is a checkout of something else. */
async function forked(
  policy: Record<string, string>,
  behaviour: GitHubBehaviour = {},
): Promise<{ upstream: Repository; fork: Repository; github: GitHubServer; env: Record<string, string> }> {
  const server = tempFolder()
  const upstream = repository({ 'web.spec.yaml': clean, ...policy })
  mkdirSync(join(server, 'acme'))
  renameSync(upstream.workspace, join(server, 'acme/images'))
  upstream.git = (...args) =>
    execFileSync('git', ['-C', join(server, 'acme/images'), ...args])
      .toString()
      .trim()
  const fork = repository({
    'ibguard.config.yaml': `${config}extends: none\nplugins: [./evil.mjs]\n`,
    'evil.mjs': "process.stdout.write('evil ran'); export default []\n",
    'web.spec.yaml': broken,
  })
  // All that a checkout can call the default branch.
  for (const ref of ['remotes/origin/main', 'remotes/origin/HEAD', 'tags/origin/main', 'tags/main']) {
    fork.git('update-ref', `refs/${ref}`, 'HEAD')
  }
  fork.git('remote', 'add', 'origin', fork.workspace)
  const github = await startGitHub({ defaultCommit: upstream.base, headSha: fork.base, ...behaviour })
  return { upstream, fork, github, env: { GITHUB_API_URL: github.url, GITHUB_SERVER_URL: `file://${server}` } }
}

const enforced = { 'ibguard.config.yaml': `${config}enforce: [imdsv2-required]\n` }
const token = { 'github-token': 'a-token-of-a-job' }

describe('an event that anybody can bring about', () => {
  const ofRun = (event: string) => ({ workflow_run: { event, head_sha: 'e'.repeat(40) } })

  it.each<[string, unknown]>([
    ['workflow_run', ofRun('pull_request')],
    ['workflow_run', ofRun('push')],
    ['workflow_run', {}],
    ['issue_comment', { issue: { number: 7, pull_request: {} } }],
    ['issue_comment', { issue: { number: 7 } }],
    ['page_build', {}],
    ['pull_request', {}],
    ['merge_group', {}],
    ['', {}],
  ])(
    'is judged by the commit of the default branch that GitHub names, from its server: %s %o',
    async (event, payload) => {
      const { fork, env } = await forked(enforced)
      const step = await runStep({
        workspace: fork.workspace,
        event,
        payload,
        env,
        inputs: { ...token, comment: 'never' },
      })
      expect(step).toMatchObject({ code: 1, outputs: { errors: '1' } })
      expect(step.commands.find(({ name }) => name === 'error')?.properties).toMatchObject({ title: 'imdsv2-required' })
      expect(step.log).not.toContain('evil ran')
    },
  )

  it('means by config-from what that is on the server', async () => {
    const { upstream, fork, env } = await forked({ 'ibguard.config.yaml': loose })
    upstream.git('branch', 'policy')
    upstream.git('tag', 'v1')
    fork.git('update-ref', 'refs/heads/policy', 'HEAD')
    const payload = ofRun('pull_request')
    for (const ref of ['policy', 'origin/policy', 'v1', upstream.base]) {
      const inputs = { ...token, comment: 'never', 'config-from': ref }
      const step = await runStep({ workspace: fork.workspace, event: 'workflow_run', payload, env, inputs })
      expect(step).toMatchObject({ code: 0, outputs: { errors: '0' } })
      expect(step.log).not.toContain('evil ran')
    }
  })

  it.each<[string, GitHubBehaviour, Record<string, string>]>([
    ['without a token', {}, {}],
    ['when GitHub refuses', { answer: () => ({ status: 404 }) }, token],
    ['when GitHub names none', { defaultCommit: 'main' }, token],
    ['when the server lacks it', { defaultCommit: 'd'.repeat(40) }, token],
  ])('is refused, and the input named, %s', async (_, behaviour, inputs) => {
    const { fork, env } = await forked(enforced, behaviour)
    const payload = { issue: { number: 7, pull_request: {} }, repository: { default_branch: 'main' } }
    const step = await runStep({ workspace: fork.workspace, event: 'issue_comment', payload, env, inputs })
    expect(step).toMatchObject({ code: 2, outputs: { verdict: 'fail' } })
    expect(step.log).not.toContain('evil ran')
    if (behaviour.defaultCommit?.startsWith('d')) expect(step.log).toContain('cannot be fetched')
    else expect(step.commands[0]?.message).toContain('config-from')
  })

  it.each(['pull_request', 'merge_group', 'issue_comment', 'workflow_run'])(
    '%s whose payload does not say what it is about applies nothing',
    async (event) => {
      const { workspace } = repository({ 'ibguard.config.yaml': loose, 'web.spec.yaml': broken })
      const env = { GITHUB_EVENT_PATH: '/nonexistent/event.json' }
      const apply = await runStep({ workspace, event, env, inputs: { mode: 'apply' } })
      expect(apply.code).toBe(2)
      expect(apply.commands[0]?.message).toContain('allow-apply-on-pull-request')
      const told = await runStep({ workspace, event, env, inputs: { 'config-from': 'head' } })
      expect(told.code).toBe(0)
      expect(told.log).toContain('The payload of the event cannot be read.')
    },
  )

  it.each(['pull_request', 'pull_request_review_comment', 'merge_group', 'issue_comment'])(
    'workflow_run that %s started applies nothing',
    async (startedOn) => {
      const { fork, env } = await forked(enforced)
      const payload = ofRun(startedOn)
      const inputs = { ...token, mode: 'apply' }
      const apply = await runStep({ workspace: fork.workspace, event: 'workflow_run', payload, env, inputs })
      expect(apply.code).toBe(2)
      expect(apply.commands[0]?.message).toContain('allow-apply-on-pull-request')
    },
  )

  it('that is not known says so', async () => {
    const { fork, env } = await forked({ 'ibguard.config.yaml': loose })
    const event = 'x\n::error::forged ##[error]forged'
    const step = await runStep({ workspace: fork.workspace, event, env, inputs: token })
    expect(step.code).toBe(0)
    expect(step.commands.map(({ name }) => name)).toEqual(['notice', 'notice'])
    expect(step.summary).toContain('is not one that imagebuilder-guard knows')
  })
})

describe('issue_comment', () => {
  const payload = { issue: { number: 7, pull_request: {} } }

  it.each([{}, { 'config-from': 'main' }])(
    'comments on its pull request when that is checked out: %o',
    async (more) => {
      const { fork, env, github } = await forked(enforced)
      const inputs = { ...token, ...more }
      const step = await runStep({ workspace: fork.workspace, event: 'issue_comment', payload, env, inputs })
      expect(step).toMatchObject({ code: 1, outputs: { 'comment-url': expect.stringContaining('/c/1') } })
      expect(github.writes).toEqual(['POST /repos/acme/images/issues/7/comments'])
      expect(github.comments[0]?.body).toContain(`head=${fork.base} `)
      // What GitHub merges for it is that pull request as well.
      fork.git('checkout', '-q', '--detach', 'HEAD')
      fork.git('commit', '-q', '--allow-empty', '-m', 'x')
      fork.git('merge', '-q', '--no-ff', '-m', 'x', fork.git('commit-tree', '-p', fork.base, '-m', 'y', 'HEAD^{tree}'))
      const merged = await forked(enforced, { headSha: fork.git('rev-parse', 'HEAD^2') })
      await runStep({ workspace: fork.workspace, event: 'issue_comment', payload, env: merged.env, inputs })
      expect(merged.github.writes).toHaveLength(1)
    },
  )

  it('says what to check out when that is something else', async () => {
    const { fork, env, github } = await forked(enforced, { headSha: 'c'.repeat(40) })
    const step = await runStep({ workspace: fork.workspace, event: 'issue_comment', payload, env, inputs: token })
    expect(github.writes).toEqual([])
    expect(step.commands.find(({ name }) => name === 'warning')?.message).toContain('refs/pull/7/head')
  })
})

describe('events', () => {
  it.each([
    ['push', { before: 'f'.repeat(40), after: 'e'.repeat(40) }],
    ['schedule', {}],
    ['workflow_dispatch', { inputs: {} }],
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
