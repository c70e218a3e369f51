import { type Comment, PullRequestError, type PullRequests } from '../github/pull-request.ts'
import type { Clock } from '../model/clock.ts'

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

/** What every text of the Action begins with; that other workflows' comments quote its marker makes them no comment of it. */
const heading = /^### \S+ imagebuilder-guard\b/

function markerOf(body: string): Marker | undefined {
  if (!heading.test(body)) return undefined
  const [, key, headSha, runId, attempt] = markerPattern.exec(body) ?? []
  if (key === undefined || headSha === undefined) return undefined
  return { key, headSha, runId: Number(runId), attempt: Number(attempt) }
}

interface Own extends Comment {
  marker: Marker
}

/** Longer than a call and its answer take, so that what another run was about to write is seen in the next round. */
const roundMs = 500
const mostRounds = 5

/**
 * Creates or updates the one comment of this key and author; returns its URL, or undefined when there is none.
 * Without a write when the text is what stands there already. Runs that race do not lock each other out; each brings
 * about the same state, the text of the newest in the oldest comment, and looks again whether it lasts.
 */
export async function upsertComment(
  pulls: PullRequests,
  { number, marker, text, create }: CommentRequest,
  clock: Pick<Clock, 'sleep'>,
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

  for (let round = 0; round < mostRounds; round++) {
    const own = await find()
    const [keeper, ...others] = own
    if (!keeper) {
      if (!create) return undefined
      await createOnce(pulls, number, body, find)
    } else {
      const newer = own.filter((each) => each.marker.headSha === head && isNewer(each.marker, marker))
      const newest = newer.reduce<Own | undefined>((a, b) => (a && isNewer(a.marker, b.marker) ? a : b), undefined)
      // What was judged is no longer the head, and its own run will say what is.
      if (!newest && head !== marker.headSha) return keeper.url
      const wanted = newest?.body ?? body
      const isWritten = sameText(keeper.body, wanted)
      if (!isWritten) await unlessGone(pulls.updateComment(keeper.id, wanted))
      for (const { id } of others) await unlessGone(pulls.deleteComment(id))
      if (isWritten && others.length === 0) return keeper.url
    }
    await clock.sleep(roundMs)
  }
  return (await find())[0]?.url
}

/** Another run, or a person, was faster. */
async function unlessGone(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof PullRequestError) || error.status !== 404) throw error
  }
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
      .replaceAll(/ href="[^"]*\/actions\/runs\/\d+(?:#artifacts)?"/g, '')
      .replaceAll('\r\n', '\n')
      .trim()
  return plain(a) === plain(b)
}
