import { beforeEach, expect, it } from 'vitest'
import { formatIssueMarker, upsertIssue } from '../../src/action/issue.ts'
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
