import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import { startGitHub } from '../action/github-server.ts'
import { pullRequest, type Repository, repository } from '../action/repository.ts'
import { blocksOf } from '../docs/page.ts'
import { writeFiles } from '../support/temp-folder.ts'
import { runWorkflow, type Surroundings } from './run-workflow.ts'

const files = ['infra/web.yaml', 'ibguard.config.yaml', 'apply.config.yaml']

/** The fleet of docs/accounts.md, with what is live before. */
async function start(live: object = { keyPair: 'admin' }): Promise<{
  repo: Repository
  local: LocalImageBuilder
  given: Surroundings
}> {
  const blocks = blocksOf(readFileSync('docs/accounts.md', 'utf8'))
  const fleet = files.map((file) => [file, blocks.find((block) => block.file === file)?.text ?? ''])
  const arns = [...String(fleet).matchAll(/arn:aws:imagebuilder:[\w-]+:(\d+):\S+configuration\/([\w-]+)/g)].map(
    ([arn, account = '', name = '']) => ({ arn, account, name }),
  )
  const repo = repository({ ...Object.fromEntries(fleet), 'package.json': '{ "private": true }' })
  const local = await createLocalImageBuilder({
    seed: {
      organization: { accounts: [...new Set(arns.map(({ account }) => account))].map((Id) => ({ Id })) },
      infrastructureConfigurations: arns.map(({ arn, name }) => ({
        arn,
        name,
        instanceProfileName: 'EC2InstanceProfileForImageBuilder',
        ...live,
      })),
    },
  })
  onTestFinished(() => local.close())
  const aws = {
    AWS_ENDPOINT_URL: local.url,
    AWS_ACCESS_KEY_ID: '999900001111',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'eu-west-1',
  }
  return { repo, local, given: { workspace: repo.workspace, event: 'push', artifacts: new Map(), aws } }
}

const ownPullRequest = (base: string, head?: string) => {
  const { pull_request } = pullRequest(base, head) as { pull_request: { head: object } }
  return { pull_request: { ...pull_request, head: { ...pull_request.head, repo: { full_name: 'acme/images' } } } }
}

it('lint.yml fails for a bad spec, comments and uploads SARIF; AWS is not needed', { timeout: 60_000 }, async () => {
  const { repo, given } = await start()
  const github = await startGitHub()
  const pull = {
    ...given,
    event: 'pull_request',
    payload: ownPullRequest(repo.base),
    env: { GITHUB_API_URL: github.url },
  }
  expect(await runWorkflow('examples/workflows/lint.yml', pull)).toMatchObject({ lint: { result: 'success' } })
  const text = readFileSync(join(repo.workspace, 'infra/web.yaml'), 'utf8')
  writeFiles(repo.workspace, { 'infra/web.yaml': text.replace('required', 'optional') })
  const { lint } = await runWorkflow('examples/workflows/lint.yml', pull)
  expect(lint).toMatchObject({ result: 'failure', log: expect.stringContaining('title=imdsv2-required') })
  expect(github.comments).toHaveLength(1)
  expect(github.comments[0]?.body).toContain('imdsv2-required')
})

it('plan.yml shows what would change, changes nothing, and leaves forks out', { timeout: 60_000 }, async () => {
  const { repo, local, given } = await start()
  const text = readFileSync(join(repo.workspace, 'infra/web.yaml'), 'utf8')
  writeFiles(repo.workspace, { 'infra/web.yaml': text.replace('s3KeyPrefix: web', 's3KeyPrefix: builds') })
  repo.git('commit', '-qam', 'head')
  const head = repo.git('rev-parse', 'HEAD')
  const github = await startGitHub({ headSha: head, files: [{ filename: 'infra/web.yaml', status: 'modified' }] })
  const payload = ownPullRequest(repo.base, head)
  const pull = { ...given, event: 'pull_request', payload, env: { GITHUB_API_URL: github.url } }
  const { plan } = await runWorkflow('examples/workflows/plan.yml', pull)
  expect(plan, plan?.log).toMatchObject({ result: 'success' })
  expect(github.comments[0]?.body).toContain('builds')
  expect(local.mutations).toEqual([])
  const fork = { pull_request: { ...payload.pull_request, head: { repo: { full_name: 'stranger/images' } } } }
  const skipped = await runWorkflow('examples/workflows/plan.yml', { ...pull, payload: fork })
  expect(skipped.plan?.result).toBe('skipped')
})

it('apply.yml applies on merge, keeps the journal, and goes on with it when run again', {
  timeout: 60_000,
}, async () => {
  const { local, given } = await start()
  local.faults.add({ operation: 'UpdateInfrastructureConfiguration', kind: 'InvalidRequestException', count: 1 })
  const { apply: failed } = await runWorkflow('examples/workflows/apply.yml', given)
  expect(failed?.result).toBe('failure')
  expect([...given.artifacts.keys()]).toEqual(['ibguard-journal'])
  const { apply } = await runWorkflow('examples/workflows/apply.yml', given)
  expect(apply, apply?.log).toMatchObject({ result: 'success' })
  expect(local.mutations).toHaveLength(2)
  const again = await runWorkflow('examples/workflows/apply.yml', { ...given, attempt: 2 })
  expect(again.apply, again.apply?.log).toMatchObject({ result: 'success' })
  expect(local.mutations).toHaveLength(2)
})

it('nightly-drift.yml fails while AWS is not as the specs say, and keeps an issue until it is', {
  timeout: 60_000,
}, async () => {
  const { local, given } = await start()
  const github = await startGitHub()
  const nightly = { ...given, event: 'schedule', env: { GITHUB_API_URL: github.url } }
  const { drift } = await runWorkflow('examples/workflows/nightly-drift.yml', nightly)
  expect(drift).toMatchObject({
    result: 'failure',
    log: expect.stringContaining('::error::2 configurations are not as their specs say'),
  })
  expect(github.issues).toMatchObject([
    { title: 'Image Builder drift', state: 'open', body: expect.stringContaining('keyPair') },
  ])
  expect(local.mutations).toEqual([])
  await runWorkflow('examples/workflows/apply.yml', given)
  const after = await runWorkflow('examples/workflows/nightly-drift.yml', nightly)
  expect(after.drift, after.drift?.log).toMatchObject({ result: 'success' })
  expect(github.issues).toMatchObject([{ title: 'Image Builder drift', state: 'closed' }])
})

it('audit.yml fails and keeps an issue until all that is live complies, and writes nothing on AWS', {
  timeout: 60_000,
}, async () => {
  const { local, given } = await start()
  const github = await startGitHub()
  const nightly = { ...given, event: 'schedule', env: { GITHUB_API_URL: github.url } }
  const { audit } = await runWorkflow('examples/workflows/audit.yml', nightly)
  expect(audit?.result, audit?.log).toBe('failure')
  expect(github.issues).toMatchObject([
    { title: 'Image Builder audit', state: 'open', body: expect.stringContaining('imdsv2-required') },
  ])
  expect(local.mutations).toEqual([])
  await runWorkflow('examples/workflows/apply.yml', given)
  const after = await runWorkflow('examples/workflows/audit.yml', nightly)
  expect(after.audit, after.audit?.log).toMatchObject({ result: 'success' })
  expect(github.issues).toMatchObject([{ state: 'closed' }])
})

it('sharded-apply.yml applies every part once, and makes one report', { timeout: 120_000 }, async () => {
  const { local, given } = await start()
  const run = { ...given, event: 'workflow_dispatch' }
  const { plan, apply, report } = await runWorkflow('examples/workflows/sharded-apply.yml', run)
  expect(plan, plan?.log).toMatchObject({ result: 'success' })
  expect(apply, apply?.log).toMatchObject({ result: 'success' })
  expect(report, report?.log).toMatchObject({ result: 'success' })
  expect(local.mutations.map(({ arn }) => arn).sort()).toHaveLength(2)
  expect(new Set(local.mutations.map(({ arn }) => arn)).size).toBe(2)
})
