import { type Issue, PullRequestError, type PullRequests } from '../github/pull-request.ts'

/** The run that an issue speaks of. */
export interface IssueMarker {
  runId: number
  attempt: number
}

interface IssueRequest {
  title: string
  marker: IssueMarker
  /** Without the marker. */
  text: string
  /** Something is to be done. */
  isNeeded: boolean
}

export function formatIssueMarker({ runId, attempt }: IssueMarker): string {
  return `<!-- imagebuilder-guard:issue:v1 run=${runId} attempt=${attempt} -->`
}

const markerPattern = /<!-- imagebuilder-guard:issue:v1 run=(\d+) attempt=(\d+) -->\s*$/

/** The run of an issue's text; undefined for one that the Action did not write. */
function markerOf(body: string): IssueMarker | undefined {
  const [, runId, attempt] = markerPattern.exec(body.trimEnd()) ?? []
  return runId === undefined ? undefined : { runId: Number(runId), attempt: Number(attempt) }
}

/**
 * Keeps the one issue of this title, author and marker up to date: opens it when something is to be done, edits it in
 * place, closes it with a comment when all is clean, and opens it again. Returns its URL, or undefined when there is none.
 */
export async function upsertIssue(
  issues: PullRequests,
  { title, marker, text, isNeeded }: IssueRequest,
): Promise<string | undefined> {
  const author = (await issues.ownLogin()) ?? 'github-actions[bot]'
  const body = `${text.trimEnd()}\n\n${formatIssueMarker(marker)}`
  const find = async (): Promise<Issue | undefined> =>
    (await issues.issuesOf(author)).find(
      (issue) => issue.author === author && issue.title === title && markerOf(issue.body) !== undefined,
    )
  const own = await find()
  if (!own) return isNeeded ? (await createOnce(issues, title, body, find)).url : undefined
  const known = markerOf(own.body)
  // A later run has said what is.
  if (known && (known.runId > marker.runId || (known.runId === marker.runId && known.attempt > marker.attempt))) {
    return own.url
  }
  if (isNeeded) {
    await issues.updateIssue(own.number, { body, ...(!own.isOpen && { isOpen: true }) })
  } else if (own.isOpen) {
    await issues.createComment(own.number, 'All is clean again: there is nothing left to do.')
    await issues.updateIssue(own.number, { body, isOpen: false })
  }
  return own.url
}

/** A create whose answer was lost is looked for before it is sent again. */
async function createOnce(
  issues: PullRequests,
  title: string,
  body: string,
  find: () => Promise<Issue | undefined>,
): Promise<Issue> {
  try {
    return await issues.createIssue(title, body)
  } catch (error) {
    const isUnknown = error instanceof PullRequestError && (error.status === undefined || error.status >= 500)
    const made = isUnknown ? await find() : undefined
    if (made) return made
    throw error
  }
}
