import { describe, expect, it } from 'vitest'
import { templateWith } from '../sources/cloudformation/judge.ts'
import { writeFiles } from '../support/temp-folder.ts'
import { type GitHubBehaviour, startGitHub } from './github-server.ts'
import { runStep, type Step, type StepOptions } from './mini-runner.ts'
import { broken, clean, config, headSha, pullRequest, repository } from './repository.ts'

const token = 'a-token-of-a-job'

/** Lints a pull request that makes `web.spec.yaml` this text. */
function lintPull(api: string, spec: string, more: Partial<StepOptions> = {}): Promise<Step> {
  const { workspace, base } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': clean })
  writeFiles(workspace, { 'web.spec.yaml': spec })
  return runStep({
    workspace,
    event: 'pull_request',
    payload: pullRequest(base),
    ...more,
    inputs: { 'github-token': token, ...more.inputs },
    env: { GITHUB_API_URL: api, ...more.env },
  })
}

describe('the comment', () => {
  it('is one: updated in place over all pages, left alone when unchanged, by others or newer', async () => {
    const github = await startGitHub()
    for (const login of ['a', 'b', 'c']) github.add('Nice!', login)
    const first = await lintPull(github.url, broken)
    expect(first).toMatchObject({ code: 1, outputs: { 'comment-url': 'https://github.example/c/4' } })
    const [own] = github.comments.slice(-1)
    expect(own?.body).toContain('### ❌ imagebuilder-guard: 1 error')
    expect(own?.body).toContain('<pre>httpTokens: required</pre>')
    // Somebody copies it, marker included.
    github.comments.unshift({ id: 90, body: own?.body ?? '', user: { login: 'mallory' }, html_url: '' })
    // Another workflow quotes it.
    const marker = own?.body.split('\n').at(-1)
    github.comments.push({ id: 91, body: `Title: ${marker}`, user: { login: 'github-actions[bot]' }, html_url: '' })

    await lintPull(github.url, broken, { env: { GITHUB_RUN_ID: '101' } })
    expect(github.writes).toHaveLength(1)
    const fixed = await lintPull(github.url, clean, { env: { GITHUB_RUN_ID: '102' } })
    expect(fixed).toMatchObject({ code: 0, outputs: { 'comment-url': 'https://github.example/c/4' } })
    expect(github.writes.slice(1)).toEqual(['PATCH /repos/acme/images/issues/comments/4'])
    expect(own?.body).toContain('### ✅ imagebuilder-guard: no findings')

    const older = await lintPull(github.url, broken, { env: { GITHUB_RUN_ID: '101' } })
    expect(older).toMatchObject({ code: 1, commands: [{ name: 'error' }] })
    expect(github.writes).toHaveLength(2)
    const log = [first, fixed, older].map((step) => step.log + step.summary).join('')
    expect(log).not.toContain(token)
  })

  it('is told apart by its key, and stays when the head has moved on', async () => {
    const github = await startGitHub()
    await lintPull(github.url, broken)
    await lintPull(github.url, broken, { inputs: { 'comment-key': 'other --> <!-- x' } })
    expect(github.comments).toHaveLength(2)
    const moved = pullRequest('HEAD', 'b'.repeat(40))
    await lintPull(github.url, clean, {
      payload: moved,
      inputs: { 'config-from': 'head' },
      env: { GITHUB_RUN_ID: '200' },
    })
    expect(github.writes).toHaveLength(2)
  })

  it('speaks of a template in its own words: the address of the resource, and what to write', async () => {
    const github = await startGitHub({ files: [{ filename: 'stacks/web.yaml', status: 'modified' }] })
    const template = templateWith('InstanceMetadataOptions: { HttpTokens: optional, HttpPutResponseHopLimit: 2 }')
    const files = {
      'ibguard.config.yaml': 'files: ["stacks/*.yaml"]\n',
      'stacks/web.yaml': templateWith('Description: x'),
      'stacks/other.yaml': template,
    }
    const { workspace, base } = repository(files)
    writeFiles(workspace, { 'stacks/web.yaml': template })
    const step = await runStep({
      workspace,
      event: 'pull_request',
      payload: pullRequest(base),
      inputs: { 'github-token': token, 'changed-only': 'true' },
      env: { GITHUB_API_URL: github.url },
    })
    const at = { file: 'stacks/web.yaml', line: '8', title: 'imdsv2-required' }
    expect(step).toMatchObject({ code: 1, commands: [{ name: 'error', properties: at }] })
    const [{ body } = { body: '' }] = github.comments
    expect(body).toContain('(<code>Infra</code>)')
    expect(body).toContain('<pre>HttpTokens: required</pre>')
  })

  it.each([
    [{ comment: 'never' }, broken, 0],
    [{ comment: 'findings' }, clean, 0],
    [{ comment: 'findings' }, broken, 1],
    [{ 'github-token': '' }, broken, 0],
    [{ files: 'nope.yaml' }, broken, 0],
    [{ 'fail-on': 'err' }, broken, 0],
  ])('is made as asked: %o', async (inputs, spec, made) => {
    const github = await startGitHub()
    const step = await lintPull(github.url, spec, { inputs })
    expect(github.comments).toHaveLength(made)
    expect(step.commands.filter(({ name }) => name === 'warning')).toEqual([])
  })

  it.each([
    [{ files: 'nope.yaml' }, 'nope.yaml does not exist'],
    [{ 'fail-on': 'err' }, 'is none of error'],
  ])('that exists says why a later run could not do its job: %o', async (inputs, words) => {
    const github = await startGitHub()
    await lintPull(github.url, broken)
    const step = await lintPull(github.url, broken, { inputs, env: { GITHUB_RUN_ID: '101' } })
    expect(step.code).toBe(2)
    expect(github.comments).toHaveLength(1)
    expect(github.comments[0]?.body).toContain('could not do its job')
    expect(github.comments[0]?.body).toContain(words)
  })

  it('keeps below the limit with every finding counted', async () => {
    const github = await startGitHub()
    const many = Array.from({ length: 1_500 }, (_, at) => broken.replace('/web', `/web-${at}`)).join('---\n')
    const step = await lintPull(github.url, many)
    expect(step.outputs.errors).toBe('1500')
    const body = github.comments[0]?.body ?? ''
    expect(body.length).toBeLessThanOrEqual(60_000)
    expect(body).toContain('1500 errors')
    expect(Buffer.byteLength(step.summary)).toBeLessThanOrEqual(1024 * 1024)
    expect(step.summary).toContain('#L8998')
  })
})

describe('a server that is not as expected', () => {
  it.each([
    ['pull_requests=write', 'pull_requests: write'],
    ['issues=write; pull_requests=write', 'issues: write; pull_requests: write'],
  ])('refuses: the verdict stays and the missing permission is named (%s)', async (permissions, words) => {
    const headers = { 'x-accepted-github-permissions': permissions }
    const message = 'Resource not accessible by integration'
    const answer: GitHubBehaviour['answer'] = ({ writes }) =>
      writes > 0 ? { status: 403, headers, message } : undefined
    const github = await startGitHub({ answer })
    const step = await lintPull(github.url, clean)
    expect(step).toMatchObject({ code: 0, outputs: { verdict: 'pass', 'comment-url': '' } })
    expect(step.commands).toMatchObject([{ name: 'warning', message: expect.stringContaining(words) }])
  })

  it('tries to take effect by its words, and to bring out the token', async () => {
    const message = `no\n::error::forged ##[error]forged ${token} https://x-access-token:${token}@github.example/x`
    const github = await startGitHub({ answer: () => ({ status: 422, message }) })
    const step = await lintPull(github.url, clean)
    expect(step).toMatchObject({ code: 0, commands: [{ name: 'warning' }] })
    expect(step.log).not.toContain(token)
  })

  it('is Gitea: no GraphQL, pages by Link, another bot, edits without a body', async () => {
    const github = await startGitHub({ bot: 'gitea-actions', hasUser: true, editStatus: 204, pageSize: 1 })
    const api = `${github.url}/api/v1`
    github.add('Nice!', 'github-actions[bot]')
    await lintPull(api, broken)
    const step = await lintPull(api, clean, { env: { GITHUB_RUN_ID: '101' } })
    expect(step).toMatchObject({ code: 0, commands: [], outputs: { 'comment-url': 'https://github.example/c/2' } })
    expect(github.writes).toEqual([
      'POST /api/v1/repos/acme/images/issues/7/comments',
      'PATCH /api/v1/repos/acme/images/issues/comments/2',
    ])
  })

  it('is GitHub Enterprise Server: its own address for REST and GraphQL', async () => {
    const github = await startGitHub({ hasGraphql: true, bot: 'acme-app[bot]' })
    const env = { GITHUB_SERVER_URL: 'https://ghe.example', GITHUB_GRAPHQL_URL: `${github.url}/api/graphql` }
    const step = await lintPull(`${github.url}/api/v3`, broken, { env })
    expect(step.outputs['comment-url']).toBe('https://github.example/c/1')
    expect(github.requests[0]).toBe('POST /api/graphql')
    expect(github.writes).toEqual(['POST /api/v3/repos/acme/images/issues/7/comments'])
    expect(github.comments[0]?.body).toContain('https://ghe.example/acme/images/actions/runs/100')
  })
})

describe('mode report', () => {
  it('makes the comment also when a shard could not do its job, not when it could not itself', async () => {
    const github = await startGitHub()
    const { workspace, base } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': clean })
    const common = { workspace, event: 'pull_request', payload: pullRequest(base) }
    const shard = { files: 'nope.yaml', 'report-file': 'shard.json' }
    expect((await runStep({ ...common, inputs: shard })).code).toBe(2)
    const merge = (file: string) =>
      runStep({
        ...common,
        inputs: { mode: 'report', 'report-file': file, 'github-token': token },
        env: { GITHUB_API_URL: github.url },
      })
    expect((await merge('none.json')).code).toBe(2)
    expect(github.comments).toEqual([])
    expect((await merge('shard.json')).code).toBe(2)
    expect(github.comments[0]?.body).toContain('could not do its job')
  })
})

describe('workflow_run', () => {
  const workflowRun = (sha: string) => ({
    repository: { default_branch: 'main' },
    workflow_run: {
      event: 'pull_request',
      head_sha: sha,
      head_branch: 'patch-1',
      head_repository: { owner: { login: 'somebody' } },
      pull_requests: [],
    },
  })

  it.each([true, false])('comments on the pull request of its head when that is checked out (%s)', async (isHead) => {
    const { workspace, base, git } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': clean })
    git('switch', '-qc', 'patch-1')
    writeFiles(workspace, { 'web.spec.yaml': broken })
    git('commit', '-qam', 'change')
    const head = isHead ? git('rev-parse', 'HEAD') : headSha
    const pulls = [
      { number: 3, head: { sha: base } },
      { number: 4, head: { sha: base } },
      { number: 12, head: { sha: head } },
    ]
    const github = await startGitHub({ headSha: head, pulls, defaultCommit: base })
    const step = await runStep({
      workspace,
      event: 'workflow_run',
      payload: workflowRun(head),
      inputs: { 'github-token': token },
      env: { GITHUB_API_URL: github.url },
    })
    expect(step).toMatchObject({ code: 1, outputs: { errors: '1' } })
    expect(github.writes).toEqual(isHead ? ['POST /repos/acme/images/issues/12/comments'] : [])
  })
})
