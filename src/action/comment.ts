import type { Clock } from '../ports/clock.ts'
import { type Comment, PullRequestError, type PullRequests } from '../ports/pull-request.ts'

/** Says whose comment it is: which of the Action's on this pull request, and the run and commit that it speaks of. */
export interface Marker {
  key: string
  headSha: string
  runId: number
  attempt: number
}

export interface CommentRequest {
  number: number
  marker: Marker
  /** Without the marker. */
  text: string
  /** False: only a comment that exists is brought up to date. */
  create: boolean
}

/** Characters of a comment, marker included; GitHub's own limit of 65,536 counts otherwise than JavaScript. */
export const mostCharacters = 60_000

export function formatMarker({ key, headSha, runId, attempt }: Marker): string {
  return `<!-- imagebuilder-guard:v1 key=${encodeKey(key)} head=${headSha} run=${runId} attempt=${attempt} -->`
}

/** A key that cannot end the HTML comment; a `-` is written as an escape too. */
const encodeKey = (key: string): string => encodeURIComponent(key.toWellFormed()).replaceAll('-', '%2D')

const markerPattern = /<!-- imagebuilder-guard:v1 key=(\S*) head=(\w+) run=(\d+) attempt=(\d+) -->\s*$/

function markerOf(body: string): Marker | undefined {
  const [, key, headSha, runId, attempt] = markerPattern.exec(body) ?? []
  if (key === undefined || headSha === undefined) return undefined
  return { key, headSha, runId: Number(runId), attempt: Number(attempt) }
}

interface Own extends Comment {
  marker: Marker
}

/**
 * Creates or updates the one comment of this key and author; returns its URL, or undefined when there is none.
 * Never over a newer run's, and without a write when the text is what stands there already.
 */
export async function upsertComment(
  pulls: PullRequests,
  { number, marker, text, create }: CommentRequest,
  clock: Clock,
): Promise<string | undefined> {
  const author = (await pulls.ownLogin()) ?? 'github-actions[bot]'
  const head = await pulls.headOf(number).catch(() => marker.headSha)
  const body = `${text.trimEnd()}\n\n${formatMarker(marker)}`
  const find = async (): Promise<Own[]> =>
    (await pulls.comments(number))
      .flatMap((comment) => {
        const found = markerOf(comment.body)
        const isOwn = comment.author === author && found !== undefined && encodeKey(marker.key) === found.key
        return isOwn ? [{ ...comment, marker: found }] : []
      })
      .sort((a, b) => a.id - b.id)

  // Two runs that race each see the other's work on a later round and agree on the oldest comment.
  for (let round = 0; round < 3; round++) {
    const [keeper, ...others] = await find()
    if (!keeper) {
      if (!create) return undefined
      await createOnce(pulls, number, body, find)
    } else {
      const known = [keeper, ...others].find((own) => own.marker.headSha === head && isNewer(own.marker, marker))
      if (known || (head !== marker.headSha && round === 0)) return keeper.url
      const isWritten = sameText(keeper.body, body)
      if (!isWritten) await pulls.updateComment(keeper.id, body)
      for (const { id } of others) await pulls.deleteComment(id)
      if (isWritten && others.length === 0) return keeper.url
    }
    await clock.sleep(300)
  }
  return (await find())[0]?.url
}

/** A create whose answer was lost is looked for before it is sent again. */
async function createOnce(
  pulls: PullRequests,
  number: number,
  body: string,
  find: () => Promise<Own[]>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await pulls.createComment(number, body)
      return
    } catch (error) {
      const isUnknown = error instanceof PullRequestError && (error.status === undefined || error.status >= 500)
      if (!isUnknown || attempt === 3) throw error
      if ((await find()).length > 0) return
    }
  }
}

function isNewer(a: Marker, b: Marker): boolean {
  return a.runId !== b.runId ? a.runId > b.runId : a.attempt > b.attempt
}

/** Equal but for marker and link to the run. */
function sameText(a: string, b: string): boolean {
  const plain = (text: string): string =>
    text
      .replace(markerPattern, '')
      .replaceAll(/<sub><a href="[^"]*">Run<\/a><\/sub>/g, '')
      .replaceAll('\r\n', '\n')
      .trim()
  return plain(a) === plain(b)
}
