import { systemClock } from '../adapters/system.ts'
import type { Report } from '../model.ts'
import { PullRequestError } from '../ports/pull-request.ts'
import { type ReportFrame, renderPrComment } from '../reporters/pr-comment.ts'
import { formatMarker, type Marker, mostCharacters, upsertComment } from './comment.ts'
import type { Event } from './event.ts'
import type { Inputs } from './inputs.ts'
import { openPullRequests } from './pull-requests.ts'

export interface Posting {
  inputs: Inputs
  event: Event
  report: Report
  frame: ReportFrame
  redact: (text: string) => string
}

/** Posts or updates the comment, when the event has a pull request and the inputs ask for one; returns its URL. */
export async function postComment(
  { inputs, event: { pullRequest }, report, frame, redact }: Posting,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  if (!pullRequest || inputs.comment === 'never' || !inputs.token) return undefined
  const marker: Marker = {
    key: inputs.commentKey ?? `${inputs.mode}:${inputs.workingDirectory ?? '.'}`,
    headSha: pullRequest.headSha,
    runId: Number(env.GITHUB_RUN_ID) || 0,
    attempt: Number(env.GITHUB_RUN_ATTEMPT) || 1,
  }
  const room = mostCharacters - formatMarker(marker).length - 4
  const text = redact(renderPrComment(report, frame, room))
  const hasNews = report.findings.length + report.changes.length + report.outcomes.length > 0
  // A run that could not do its job only changes a comment that exists.
  const create = !frame.isError && (inputs.comment === 'always' || hasNews)
  const pulls = await openPullRequests(inputs.token, env)
  try {
    return await upsertComment(pulls, { number: pullRequest.number, marker, text, create }, systemClock)
  } catch (error) {
    throw explain(error)
  }
}

function explain(error: unknown): unknown {
  if (!(error instanceof PullRequestError) || error.permissions === undefined || error.status !== 403) return error
  const permissions = error.permissions.replaceAll('=', ': ')
  return new Error(`GitHub refused it; the token lacks the permission ${permissions} (forks get a read-only token).`)
}
