import { resolve } from 'node:path'
import { git } from '../git/git.ts'
import { PullRequestError, type PullRequests } from '../github/pull-request.ts'
import type { Report } from '../model/report.ts'
import { type ReportFrame, renderPrComment } from '../report/formats/pr-comment.ts'
import type { ActionPorts } from './action-ports.ts'
import { formatMarker, type Marker, mostCharacters, upsertComment } from './comment.ts'
import type { Event } from './event.ts'
import type { Inputs } from './inputs.ts'

export interface Posting {
  inputs: Inputs
  event: Event
  report: Report
  frame: ReportFrame
  redact: (text: string) => string
}

/** Posts or updates the comment, when the event has a pull request and the inputs ask for one; returns its URL. */
export async function postComment(
  { inputs, event, report, frame, redact }: Posting,
  { env, clock, pullRequests }: ActionPorts,
): Promise<string | undefined> {
  const headSha = event.pullRequest?.headSha ?? event.startedBy?.headSha
  if (!headSha || inputs.comment === 'never' || !inputs.token) return undefined
  const marker: Marker = {
    key: inputs.commentKey ?? `${inputs.mode}:${inputs.workingDirectory ?? '.'}`,
    headSha,
    runId: Number(env.GITHUB_RUN_ID) || 0,
    attempt: Number(env.GITHUB_RUN_ATTEMPT) || 1,
  }
  const room = mostCharacters - formatMarker(marker).length - 4
  const text = redact(renderPrComment(report, frame, room))
  const { changes, missing, blocked, applied, skipped, failed } = report.summary
  const hasNews = report.findings.length + changes + missing + blocked + applied + skipped + failed > 0
  // A run that could not do its job only changes a comment that exists.
  const create = !frame.isError && (inputs.comment === 'always' || hasNews)
  const pulls = await pullRequests(inputs.token)
  try {
    const number = event.pullRequest?.number ?? (await startedBy(event, pulls, inputs, env))
    if (number === undefined) return undefined
    return await upsertComment(pulls, { number, marker, text, create }, clock)
  } catch (error) {
    throw explain(error)
  }
}

/** The pull request that a workflow_run is about. */
async function startedBy(
  { startedBy: head }: Event,
  pulls: PullRequests,
  { mode, workingDirectory = '.' }: Inputs,
  env: ActionPorts['env'],
): Promise<number | undefined> {
  if (!head) return undefined
  // Reports of another run say for themselves what they are about; elsewhere what was judged must be that head.
  if (mode === 'report') return await pulls.findByHead(head)
  const folder = resolve(env.GITHUB_WORKSPACE ?? '.', workingDirectory)
  const judged = git(folder, ['rev-parse', 'HEAD']).toString().trim()
  return judged === head.headSha ? await pulls.findByHead(head) : undefined
}

function explain(error: unknown): unknown {
  if (!(error instanceof PullRequestError) || error.permissions === undefined || error.status !== 403) return error
  const permissions = error.permissions.replaceAll('=', ': ')
  return new Error(`GitHub refused it; the token lacks the permission ${permissions} (forks get a read-only token).`)
}
