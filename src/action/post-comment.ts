import { resolve } from 'node:path'
import { git } from '../git/git.ts'
import { headOf } from '../git/revision.ts'
import { PullRequestError, type PullRequests } from '../github/pull-request.ts'
import type { Report } from '../model/report.ts'
import { type ReportFrame, renderPrComment } from '../report/formats/pr-comment.ts'
import type { ActionPorts } from './action-ports.ts'
import { formatMarker, type Marker, mostCharacters, upsertComment } from './comment.ts'
import type { Event } from './event.ts'
import type { Inputs } from './inputs.ts'
import { formatIssueMarker, upsertIssue } from './issue.ts'

export interface Posting {
  inputs: Inputs
  event: Event
  report: Report
  frame: ReportFrame
  /** The report is what other runs left. */
  isOfOthers: boolean
  redact: (text: string) => string
}

/** Posts or updates the comment, when the event has a pull request and the inputs ask for one; returns its URL. */
export async function postComment(
  posting: Posting,
  { env, signal, clock, pullRequests }: ActionPorts,
): Promise<string | undefined> {
  const { inputs, event, report, frame, redact } = posting
  if (inputs.comment === 'never' || !inputs.token) return undefined
  if (!event.pullRequest && !event.startedBy && event.about === undefined) return undefined
  const pulls = await pullRequests(inputs.token)
  try {
    const about = await commentedOn(event, inputs, { env, signal, pulls })
    if (about === undefined) return undefined
    const marker: Marker = {
      key: inputs.commentKey ?? `${inputs.mode}:${inputs.workingDirectory ?? '.'}`,
      headSha: about.headSha,
      runId: Number(env.GITHUB_RUN_ID) || 0,
      attempt: Number(env.GITHUB_RUN_ATTEMPT) || 1,
    }
    const room = mostCharacters - formatMarker(marker).length - 4
    const text = redact(renderPrComment(report, frame, room))
    const create = mayCreate(posting)
    return await upsertComment(pulls, { number: about.number, marker, text, create }, clock)
  } catch (error) {
    throw explain(error)
  }
}

/** Keeps the issue of the input up to date; returns its URL. A run that could not do its job says nothing of what is. */
export async function postIssue(
  { inputs: { issue: title, token, failOn }, event, report, frame, redact }: Posting,
  { env, pullRequests }: ActionPorts,
): Promise<string | undefined> {
  // What a pull request asks for is not what is.
  if (title === undefined || !token || frame.isError || !event.isOwn) return undefined
  const marker = { runId: Number(env.GITHUB_RUN_ID) || 0, attempt: Number(env.GITHUB_RUN_ATTEMPT) || 1 }
  const room = mostCharacters - formatIssueMarker(marker).length - 4
  const { changes, missing, blocked, errors } = report.summary
  const isNeeded = frame.verdict === 'fail' || changes + missing + blocked > 0 || (failOn === 'never' && errors > 0)
  try {
    const text = redact(renderPrComment(report, frame, room))
    return await upsertIssue(await pullRequests(token), { title, marker, text, isNeeded })
  } catch (error) {
    throw explain(error)
  }
}

/** A run that could not do its job only changes a comment that exists; what it read of others it tells in any case. */
function mayCreate({ inputs: { comment }, report, frame, isOfOthers }: Posting): boolean {
  const { changes, missing, blocked, applied, skipped, failed } = report.summary
  if (frame.isError) return isOfOthers
  return comment === 'always' || report.findings.length + changes + missing + blocked + applied + skipped + failed > 0
}

/** The pull request that a run is about, and the commit of it that was judged. */
async function commentedOn(
  { pullRequest, startedBy, about }: Event,
  { mode, workingDirectory = '.' }: Inputs,
  { env, signal, pulls }: Pick<ActionPorts, 'env' | 'signal'> & { pulls: PullRequests },
): Promise<{ number: number; headSha: string } | undefined> {
  if (pullRequest) return pullRequest
  const headSha = startedBy?.headSha ?? (about === undefined ? undefined : await pulls.headOf(about))
  if (headSha === undefined) return undefined
  // Reports of another run say for themselves what they are about; elsewhere what was judged must be that head.
  const isJudged =
    mode === 'report' || (await isCheckedOut(headSha, resolve(env.GITHUB_WORKSPACE ?? '.', workingDirectory), signal))
  if (startedBy) {
    const number = isJudged ? await pulls.findByHead(startedBy) : undefined
    return number === undefined ? undefined : { number, headSha }
  }
  if (about === undefined) return undefined
  if (isJudged) return { number: about, headSha }
  throw new Error(
    `what is checked out is not pull request ${about}; have actions/checkout take ref: refs/pull/${about}/head.`,
  )
}

/** Whether a commit is checked out, or its merge into another one. */
async function isCheckedOut(commit: string, folder: string, signal: AbortSignal): Promise<boolean> {
  if ((await headOf(folder, signal)) === commit) return true
  const [header = ''] = (await git(folder, ['cat-file', '-p', 'HEAD'], { signal })).toString().split('\n\n')
  return [...header.matchAll(/^parent (\w+)$/gm)][1]?.[1] === commit
}

function explain(error: unknown): unknown {
  if (!(error instanceof PullRequestError) || error.permissions === undefined || error.status !== 403) return error
  const permissions = error.permissions.replaceAll('=', ': ')
  return new Error(`GitHub refused it; the token lacks the permission ${permissions} (forks get a read-only token).`)
}
