import { beforeEach, expect, it } from 'vitest'
import { readInputs } from '../../src/action/inputs.ts'
import { formatIssueMarker, upsertIssue } from '../../src/action/issue.ts'
import { postIssue } from '../../src/action/post-comment.ts'
import { createToolkit } from '../../src/action/toolkit.ts'
import { buildReport } from '../../src/report/build-report.ts'
import { arnOf } from '../support/changes.ts'
import { type GitHubServer, startGitHub, unpacedPullRequests } from './github-server.ts'

let github: GitHubServer
beforeEach(async () => {
  github = await startGitHub()
})

const title = 'Image Builder audit'
const keep = (runId: number, isNeeded: boolean, text = `text ${runId}`): Promise<string | undefined> =>
  upsertIssue(unpacedPullRequests({ token: 'x', owner: 'o', repo: 'r', apiUrl: github.url }), {
    title,
    marker: { runId, attempt: 1 },
    text,
    isNeeded,
  })

it('is opened when there is something, edited in place, closed with a comment, and opened again', async () => {
  expect(await keep(1, false)).toBeUndefined()
  expect(github.issues).toEqual([])
  expect(await keep(2, true)).toBe('https://github.example/i/1')
  expect(github.issues).toMatchObject([{ title, state: 'open', body: expect.stringContaining('text 2') }])
  await keep(3, true)
  expect(github.issues).toMatchObject([{ state: 'open', body: expect.stringContaining('text 3') }])
  await keep(4, false)
  expect(github.issues).toMatchObject([{ state: 'closed', body: expect.stringContaining('text 4') }])
  expect(github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('All is clean')])
  const writes = github.writes.length
  await keep(5, false)
  expect(github.writes).toHaveLength(writes)
  await keep(6, true)
  expect(github.issues).toMatchObject([{ state: 'open', body: expect.stringContaining('text 6') }])
})

it('is never one that somebody else opened, or that has no marker or another title', async () => {
  const marker = formatIssueMarker({ runId: 1, attempt: 1 })
  const issue = { state: 'open', html_url: 'x' }
  const bot = { login: 'github-actions[bot]' }
  github.issues.push(
    { ...issue, number: 1, title, body: marker, user: { login: 'somebody' } },
    { ...issue, number: 2, title, body: 'by hand', user: bot },
    { ...issue, number: 3, title: 'another', body: marker, user: bot },
  )
  const before = structuredClone(github.issues)
  await keep(2, true)
  expect(github.issues.slice(0, 3)).toEqual(before)
  expect(github.issues).toHaveLength(4)
})

it('keeps what a later run has said', async () => {
  await keep(7, true)
  await keep(6, false)
  expect(github.issues).toMatchObject([{ state: 'open', body: expect.stringContaining('text 7') }])
})

it('has room for thousands of findings: the worst, what was not reached and what to do about it, and how many are left out', async () => {
  const account = (at: number): string => String(100_000_000_000 + (at % 600))
  const findings = Array.from({ length: 6_000 }, (_, at) => {
    const arn = arnOf(`web-${at}`, { account: account(at) })
    const place = { file: arn, line: 1, column: 1, endLine: 1, endColumn: 1, arn, pointer: '' }
    const severity = at % 3 === 0 ? ('error' as const) : ('warning' as const)
    return { ...place, ruleId: 'imdsv2-required', severity, message: `Image ${at}`, fixable: false, docsUrl: '' }
  })
  const arns = findings.map(({ arn }) => arn)
  const lanes = Array.from({ length: 600 }, (_, at) => ({ account: account(at), region: 'eu-west-1' }))
  const report = buildReport({
    files: 0,
    specs: 0,
    configurations: 6_000,
    compliant: 0,
    findings,
    audit: {
      managed: arns.map((arn) => ({ arn, by: 'CloudFormation stack golden' })),
      missing: arns.map((arn) => ({ arn, file: 'infra.yaml' })),
      unreachable: lanes.map((lane) => ({ ...lane, code: 'AssumeRoleFailed', message: 'no role '.repeat(1_000) })),
      suspended: lanes.map((lane) => lane.account),
      lanes: lanes.map((lane) => ({ ...lane, configurations: 10, compliant: 0 })),
      rest: { remediable: 0, cloudFormation: 6_000, elsewhere: 0, specs: 0, byHand: 0 },
    },
  })
  const given: Record<string, string> = { mode: 'audit', issue: title, 'github-token': 'x' }
  await postIssue(
    {
      inputs: readInputs((name) => given[name] ?? '').inputs,
      event: { name: 'schedule', isOwn: true, isPullRequest: false },
      report,
      frame: { verdict: 'fail', isError: false, notices: [], runUrl: 'https://github.example/run' },
      isOfOthers: false,
      redact: (text) => text,
    },
    {
      env: { GITHUB_RUN_ID: '8' },
      signal: new AbortController().signal,
      toolkit: createToolkit(() => undefined),
      clock: { sleep: async () => undefined },
      pullRequests: async (token) => unpacedPullRequests({ token, owner: 'o', repo: 'r', apiUrl: github.url }),
    },
  )
  const body = github.issues[0]?.body ?? ''
  expect(body.length).toBeLessThanOrEqual(60_000)
  expect(body).toContain(formatIssueMarker({ runId: 8, attempt: 1 }))
  const shown = body.match(/❌&nbsp;error/g)?.length ?? 0
  expect(shown).toBeGreaterThan(50)
  expect(body).toContain(`**${6_000 - shown} findings left out here** (${2_000 - shown} errors, 4000 warnings)`)
  expect(body).toMatch(/- and 550 more\n- Let the role's trust policy name the caller/)
  expect(body).toContain('600 accounts not active')
  expect(body).toContain('in the log of <a href="https://github.example/run">the run</a>')
})
