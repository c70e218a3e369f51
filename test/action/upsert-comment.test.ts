import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CommentRequest, formatMarker, type Marker, upsertComment } from '../../src/action/comment.ts'
import { type Comment, PullRequestError, type PullRequests } from '../../src/github/pull-request.ts'
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts'
import { type GitHubBehaviour, type GitHubServer, startGitHub, unpacedPullRequests } from './github-server.ts'
import { headSha } from './repository.ts'

const pullRequests = ({ url }: GitHubServer): PullRequests =>
  unpacedPullRequests({ token: 'a-token-of-a-job', owner: 'acme', repo: 'images', apiUrl: url })

const noWait = { sleep: async () => undefined }

function request(marker: Partial<Marker>, text = 'some text'): CommentRequest {
  return {
    number: 7,
    text: `### ✅ imagebuilder-guard: ${text}`,
    create: true,
    marker: { key: 'lint:.', headSha, runId: 1, attempt: 1, ...marker },
  }
}

const answerOnce = (status: number, isWritten: boolean): NonNullable<GitHubBehaviour['answer']> => {
  let isDone = false
  return ({ writes }) => {
    if (writes === 0 || isDone) return undefined
    isDone = true
    return { status, isWritten }
  }
}

describe('a write whose answer got lost', () => {
  it.each([
    [502, true],
    [502, false],
    [500, true],
    [503, false],
  ])('is not done twice: create, %i, written: %s', async (status, isWritten) => {
    const github = await startGitHub({ answer: answerOnce(status, isWritten) })
    const url = await upsertComment(pullRequests(github), request({}), noWait)
    expect(github.comments).toHaveLength(1)
    expect(url).toBe('https://github.example/c/1')
  })

  it.each([true, false])('is not done twice: update, 502, written: %s', async (isWritten) => {
    let isOn = false
    const answer = answerOnce(502, isWritten)
    const github = await startGitHub({ answer: (asked) => (isOn ? answer(asked) : undefined) })
    await upsertComment(pullRequests(github), request({}), noWait)
    isOn = true
    await upsertComment(pullRequests(github), request({ runId: 2 }, 'other text'), noWait)
    expect(github.comments).toHaveLength(1)
    expect(github.comments[0]?.body).toContain('other text')
  })
})

describe('a server that is away', () => {
  it('is an error, soon, and makes nobody the author', async () => {
    const github = await startGitHub({ answer: () => ({ status: 503, message: 'away' }) })
    await expect(upsertComment(pullRequests(github), request({}), noWait)).rejects.toThrow('away')
    expect(new Set(github.requests)).toEqual(new Set(['POST /graphql']))
  })
})

/** Comments of a pull request in memory; a call is answered late, and takes effect at some moment before. */
function memory(clock: VirtualClock, latency: () => number): PullRequests & { bodies: () => string[] } {
  const comments: Comment[] = []
  let lastId = 0
  const late = async <T>(effect: () => T): Promise<T> => {
    await clock.sleep(latency())
    const result = effect()
    await clock.sleep(latency())
    return result
  }
  const known = (id: number): number => {
    const at = comments.findIndex((comment) => comment.id === id)
    if (at === -1) throw new PullRequestError('gone', { status: 404 })
    return at
  }
  return {
    bodies: () => comments.map(({ body }) => body),
    ownLogin: async () => 'bot',
    defaultCommit: async () => headSha,
    headOf: async () => headSha,
    findByHead: async () => undefined,
    changedFiles: async () => undefined,
    comments: () => late(() => comments.map((comment) => ({ ...comment }))),
    createComment: (_, body) =>
      late(() => {
        const made = { id: ++lastId, body, author: 'bot', url: '' }
        comments.push(made)
        return made
      }),
    updateComment: (id, body) => late(() => Object.assign(comments[known(id)] as Comment, { body })),
    issuesOf: async () => [],
    createIssue: () => Promise.reject(new Error('no issues here')),
    updateIssue: () => Promise.reject(new Error('no issues here')),
    deleteComment: (id) => late(() => void comments.splice(known(id), 1)),
  }
}

describe('the marker', () => {
  it('cannot be ended by a key', () => {
    const hostile = fc.array(fc.oneof(fc.constantFrom('-->', '<!--', '-', '--', '\n', ' key=x', '>'), fc.string()))
    fc.assert(
      fc.property(hostile, (parts) => {
        const marker = formatMarker({ key: parts.join(''), headSha, runId: 1, attempt: 1 })
        expect(marker).toMatch(/^<!-- imagebuilder-guard:v1 key=[^\s<>-]* head=a{40} run=1 attempt=1 -->$/)
      }),
    )
  })
})

describe('runs that race', () => {
  it('always agree on one comment, with the text of the newest', async () => {
    const run = fc.record({ startsAt: fc.integer({ min: 0, max: 1_500 }) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(run, { minLength: 2, maxLength: 3 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 70 })),
        fc.boolean(),
        async (runs, delays, isNewestFirst) => {
          const clock = createVirtualClock()
          const pulls = memory(clock, () => delays.next().value)
          const all = runs.map(async ({ startsAt }, at) => {
            const runId = isNewestFirst ? runs.length - at : at + 1
            await clock.sleep(startsAt)
            await upsertComment(pulls, request({ runId }, `text ${runId}`), clock)
          })
          await clock.run(Promise.all(all))
          expect(pulls.bodies().map((body) => body.split('\n')[0])).toEqual([
            `### ✅ imagebuilder-guard: text ${runs.length}`,
          ])
        },
      ),
    )
  })
})
