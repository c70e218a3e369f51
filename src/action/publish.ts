import { type Annotation, annotationsOf } from '../report/formats/annotations.ts'
import { describeError } from '../report/formats/describe-error.ts'
import { kindOf } from '../report/formats/headline.ts'
import { renderJobSummary } from '../report/formats/job-summary.ts'
import type { ReportFrame } from '../report/formats/pr-comment.ts'
import { render as renderStylish } from '../report/formats/stylish.ts'
import type { ActionPorts } from './action-ports.ts'
import { annotate, harmless } from './annotations.ts'
import type { Event } from './event.ts'
import type { Inputs } from './inputs.ts'
import { postComment, postIssue } from './post-comment.ts'
import type { Result } from './result.ts'
import { redactor, redactResult } from './secrets.ts'
import { writeFiles } from './write-files.ts'

/** What there is to report. */
export interface Publication {
  result: Result
  inputs: Inputs
  event: Event
  verdict: 'pass' | 'fail'
  /** Grows while reports fail. */
  warnings: string[]
}

/** Writes every report; one that fails is a warning and keeps none of the others. */
export async function publish(
  { result: whole, inputs, event, verdict, warnings }: Publication,
  ports: ActionPorts,
): Promise<void> {
  const { env, signal, toolkit } = ports
  const redact = redactor(env)
  const result = redactResult(whole, redact)
  const attempt = async (what: string, action: () => unknown): Promise<void> => {
    try {
      await action()
    } catch (error) {
      warnings.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const setOutputs = (outputs: Record<string, string>): Promise<void> =>
    attempt('The outputs could not be written', async () => {
      for (const [name, value] of Object.entries(outputs)) await toolkit.setOutput(name, redact(value))
    })
  const log = (text: string): void => {
    for (const line of text.trimEnd().split('\n')) toolkit.info(redact(line))
  }

  await setOutputs({ verdict, ...countsOf(result, inputs.mode), ...result.outputs })
  const { report, error } = result
  if (error === undefined || report.findings.length + report.outcomes.length > 0) log(renderStylish(report, {}))
  if (error !== undefined) log(describeError(error))
  log(result.notices.map(harmless).join('\n'))
  const files = await writeFiles(result, inputs, env, redact, attempt)
  await setOutputs(files)
  const frame = frameOf(result, event, verdict, files, env)
  const summary = env.GITHUB_STEP_SUMMARY
  if (summary) {
    await attempt('The job summary could not be written', () =>
      toolkit.addSummary(summary, redact(renderJobSummary(result.report, frame))),
    )
  }
  let url: string | undefined
  let issueUrl: string | undefined
  if (!signal.aborted) {
    const isOfOthers = result.isOfOthers ?? false
    const posting = { inputs, event, report: result.report, frame, isOfOthers, redact }
    await attempt('The comment could not be written', async () => {
      url = await Promise.race([postComment(posting, ports), whenAborted(signal)])
    })
    await attempt('The issue could not be written', async () => {
      issueUrl = await Promise.race([postIssue(posting, ports), whenAborted(signal)])
    })
  }
  await setOutputs({ 'comment-url': url ?? '', ...(inputs.issue !== undefined && { 'issue-url': issueUrl ?? '' }) })
  annotate(
    toolkit,
    allAnnotations(result, warnings).map((each) => ({ ...each, message: redact(each.message) })),
  )
}

function whenAborted(signal: AbortSignal): Promise<undefined> {
  if (signal.aborted) return Promise.resolve(undefined)
  return new Promise((aborted) => signal.addEventListener('abort', () => aborted(undefined), { once: true }))
}

/** The Action's own messages and changes come first, so that they are not among those which a runner leaves out. */
function allAnnotations({ report, error, notices, places }: Result, warnings: readonly string[]): Annotation[] {
  const own: Annotation[] =
    error === undefined ? [] : [{ severity: 'error', message: describeError(error).replaceAll(/\s*\n\s*/g, ' ') }]
  return [
    ...own,
    ...warnings.map((message): Annotation => ({ severity: 'warning', message })),
    ...notices.map((message): Annotation => ({ severity: 'note', message })),
    ...annotationsOf(report, places),
  ]
}

const counted = {
  lint: ['errors', 'warnings', 'notes'],
  plan: ['errors', 'warnings', 'notes', 'changes'],
  audit: ['errors', 'warnings', 'notes', 'configurations', 'compliant'],
  apply: ['errors', 'warnings', 'notes', 'changes', 'applied', 'unchanged', 'skipped', 'failed'],
} as const

/** Numbers of another mode, and all of them when nothing could be judged, stay empty. */
function countsOf({ error, report }: Result, mode: Inputs['mode']): Record<string, string> {
  if (error !== undefined) return {}
  const names = counted[mode === 'report' ? kindOf(report) : mode]
  return Object.fromEntries(names.map((name) => [name, String(report.summary[name] ?? 0)]))
}

function frameOf(
  { error, notices, fixOf }: Result,
  { headSha }: Event,
  verdict: 'pass' | 'fail',
  files: Readonly<Record<string, string>>,
  env: ActionPorts['env'],
): ReportFrame {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId } = env
  const home = server && repository && `${server}/${repository}`
  return {
    verdict,
    isError: error !== undefined,
    notices: [...(error === undefined ? [] : describeError(error).split('\n')), ...notices],
    fixOf,
    htmlFile: files['html-file'],
    reportFile: files['report-file'],
    filesUrl: home && headSha ? `${home}/blob/${encodeURIComponent(headSha)}/` : undefined,
    runUrl: home && runId ? `${home}/actions/runs/${encodeURIComponent(runId)}` : undefined,
  }
}
