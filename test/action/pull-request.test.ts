import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'
import { startGitHub } from './github-server.ts'
import { runStep } from './mini-runner.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
const clean = `infrastructureConfigurationArn: ${arn}
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceMetadataOptions: { httpTokens: required, httpPutResponseHopLimit: 2 }
logging: { s3Logs: { s3BucketName: acme-image-logs, s3KeyPrefix: builds } }
terminateInstanceOnFailure: true
x-guard: { imageType: AMI }
`
const broken = clean.replace('httpTokens: required', 'httpTokens: optional')
const config = 'files: ["*.spec.yaml"]\n'

function repository(files: Record<string, string>): { workspace: string; git: (...args: string[]) => string } {
  const workspace = tempFolder(files)
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', workspace, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args])
      .toString()
      .trim()
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-qm', 'base')
  return { workspace, git }
}

function pull(base: string, head: string): unknown {
  return { pull_request: { number: 7, base: { sha: base }, head: { sha: head } } }
}

describe('mode lint on a push', () => {
  it('passes a clean spec', async () => {
    const { workspace } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': clean })
    const step = await runStep({ workspace, inputs: { 'report-file': 'out/report.json', 'sarif-file': 'out/x.sarif' } })
    expect(step.log).not.toContain('::error')
    expect(step).toMatchObject({ code: 0, commands: [] })
    expect(step.outputs).toMatchObject({
      verdict: 'pass',
      errors: '0',
      'report-file': 'out/report.json',
      'sarif-file': 'out/x.sarif',
    })
    expect(step.summary).toContain('✅')
  })

  it('annotates at most ten of a severity and says how many more', async () => {
    const files = Array.from({ length: 14 }, (_, at) => [`${at}.spec.yaml`, broken.replace('/web', `/web-${at}`)])
    const { workspace } = repository({ 'ibguard.config.yaml': config, ...Object.fromEntries(files) })
    const step = await runStep({ workspace })
    const errors = step.commands.filter(({ name }) => name === 'error')
    expect(step.code).toBe(1)
    expect(step.outputs).toMatchObject({ verdict: 'fail', errors: '14' })
    expect(errors).toHaveLength(10)
    expect(errors[9]?.message).toContain('and 4 more')
    expect(errors[0]?.properties).toMatchObject({ file: '0.spec.yaml', line: '3' })
  })

  it.each([
    [{ mode: 'pln' }, 'pln'],
    [{ 'fail-on': 'errors' }, 'errors'],
  ])('says what is wrong with the inputs %o', async (inputs, word) => {
    const { workspace } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': clean })
    const step = await runStep({ workspace, inputs })
    expect(step).toMatchObject({ code: 2, outputs: { verdict: 'fail' } })
    expect(step.commands[0]?.message).toContain(word)
  })

  it('lets no text of a spec become a command', async () => {
    const text = broken.replace('EC2InstanceProfileForImageBuilder', '"x\\n::stop-commands::y ##[error]z"')
    const { workspace } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': text })
    const step = await runStep({ workspace })
    expect(
      step.commands.map(({ name }) => name).filter((name) => !['error', 'warning', 'notice'].includes(name)),
    ).toEqual([])
    expect(step.commands.filter(({ message }) => message === 'z')).toEqual([])
  })
})

describe('mode lint on a pull request', () => {
  async function onPullRequest(
    github: { url: string },
    spec: string,
    more: Record<string, string> = {},
    runId = '100',
  ) {
    const { workspace, git } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': clean })
    const base = git('rev-parse', 'HEAD')
    writeFiles(workspace, { 'web.spec.yaml': spec, ...more })
    return runStep({
      workspace,
      event: 'pull_request',
      payload: pull(base, 'a'.repeat(40)),
      inputs: { 'github-token': 'secret-token-1' },
      env: { GITHUB_API_URL: github.url, GITHUB_RUN_ID: runId },
    })
  }

  it('keeps one comment, writes nothing when unchanged, and leaves others alone', async () => {
    const github = await startGitHub()
    const first = await onPullRequest(github, broken)
    expect(first).toMatchObject({ code: 1, outputs: { 'comment-url': 'https://github.example/c/1' } })
    expect(github.comments).toHaveLength(1)
    const [comment] = github.comments
    // Somebody else copies the comment, marker included, and pushes ours to a later page.
    const copy = { ...comment!, user: { login: 'mallory' } }
    github.comments.unshift({ ...copy, id: 90 }, { ...copy, id: 91 }, { ...copy, id: 92 })
    await onPullRequest(github, broken, {}, '101')
    expect(github.writes).toHaveLength(1)
    const fixed = await onPullRequest(github, clean, {}, '102')
    expect(fixed.code).toBe(0)
    expect(github.writes).toEqual([expect.stringContaining('POST'), 'PATCH /repos/acme/images/issues/comments/1'])
    expect(comment?.body).toContain('no findings')
    await onPullRequest(github, broken, {}, '101')
    expect(github.writes).toHaveLength(2)
    expect(first.log).not.toContain('secret-token-1')
  })

  it('keeps the verdict and names the permission when the comment is refused', async () => {
    const headers = { 'x-accepted-github-permissions': 'pull_requests=write' }
    const github = await startGitHub({ onWrite: () => ({ status: 403, headers }) })
    const step = await onPullRequest(github, clean)
    expect(step).toMatchObject({ code: 0, outputs: { verdict: 'pass', 'comment-url': '' } })
    expect(step.commands).toMatchObject([{ name: 'warning', message: expect.stringContaining('pull_requests: write') }])
  })

  it.each([true, false])('makes one comment when the answer is a 502 (written: %s)', async (isWritten) => {
    const github = await startGitHub({ onWrite: (count) => (count === 1 ? { status: 502, isWritten } : undefined) })
    await onPullRequest(github, broken)
    expect(github.comments).toHaveLength(1)
  })

  it('is judged by the policy of the base, and says that it edits it', async () => {
    const github = await startGitHub()
    const step = await onPullRequest(github, broken, {
      'ibguard.config.yaml': `${config}rules: { imdsv2-required: off }\n`,
    })
    expect(step.code).toBe(1)
    expect(github.comments[0]?.body).toContain('edits the policy')
  })

  it('refuses to apply', async () => {
    const { workspace, git } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': clean })
    const payload = pull(git('rev-parse', 'HEAD'), 'a'.repeat(40))
    const step = await runStep({ workspace, event: 'pull_request', payload, inputs: { mode: 'apply' } })
    expect(step).toMatchObject({ code: 2, outputs: { verdict: 'fail' } })
  })
})
