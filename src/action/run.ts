import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { GuardError } from '../errors.ts'
import { toPosix } from '../files/posix-path.ts'
import type { Report } from '../model.ts'
import { buildReport } from '../report/build-report.ts'
import { describeError } from '../reporters/describe-error.ts'
import { errorDocument } from '../reporters/error-document.ts'
import { failedSarif } from '../reporters/error-sarif.ts'
import { renderReport } from '../reporters/index.ts'
import { renderJobSummary } from '../reporters/job-summary.ts'
import type { ReportFrame } from '../reporters/pr-comment.ts'
import { findingsFail } from '../run/verdict.ts'
import { safeJson } from '../text/visible.ts'
import { type Annotation, annotationCommands, logLine } from './annotations.ts'
import { type Event, readEvent } from './event.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { lintForEvent } from './lint.ts'
import { type Posting, postComment } from './post-comment.ts'
import { setOutputs, writeSummary } from './runner-files.ts'
import { writeFileWithin } from './write-file.ts'

export interface ActionPorts {
  env: Readonly<Record<string, string | undefined>>
  /** The log, where a runner looks for workflow commands. */
  write(text: string): void
  signal: AbortSignal
}

interface Result {
  exitCode: 0 | 1 | 2
  report: Report
  error?: unknown
  notices: string[]
}

/** One step: inputs and event in, verdict, reports and exit code out. The verdict is settled before any report is tried. */
export async function run(ports: ActionPorts): Promise<number> {
  const { env } = ports
  const annotations: Annotation[] = []
  const warn = (message: string): void => void annotations.push({ severity: 'warning', message })
  const event = readEventOf(env, warn)
  let inputs: Inputs | undefined
  let result: Result
  try {
    inputs = readInputs(env)
    result = await judge(inputs, event, ports)
  } catch (error) {
    result = { exitCode: 2, report: buildReport({ files: 0, specs: 0 }), error, notices: [] }
  }
  if (ports.signal.aborted) result = { ...result, exitCode: 1, notices: [...result.notices, 'The run was cancelled.'] }
  annotations.push(...annotationsOf(result))
  const redact = redactor(inputs?.token)
  const tell = (text: string): void => ports.write(redact(text))
  const attempt = async (what: string, action: () => Promise<void>): Promise<void> => {
    try {
      await action()
    } catch (error) {
      warn(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  const verdict = result.exitCode === 0 ? 'pass' : 'fail'
  const outputs: Record<string, string> = { verdict, ...countsOf(result) }
  await attempt('The outputs could not be written', () => setOutputs(env, outputs))
  tell(result.error === undefined ? renderReport(result.report, 'stylish') : logLine(describeError(result.error)))
  for (const notice of result.notices) tell(logLine(notice))

  const files = inputs ? await writeFiles(inputs, result, env, redact, attempt) : {}
  const isError = result.error !== undefined
  const frame: ReportFrame = { verdict, isError, ...urls(env, event), notices: noticesOf(result) }
  await attempt('The job summary could not be written', () =>
    writeSummary(env, redact(renderJobSummary(result.report, frame))),
  )
  let commentUrl = ''
  if (inputs && !ports.signal.aborted) {
    const posting: Posting = {
      inputs,
      event,
      report: result.report,
      frame,
      redact,
    }
    await attempt('The comment could not be written', async () => {
      commentUrl = (await postComment(posting, env)) ?? ''
    })
  }
  await attempt('The outputs could not be written', () => setOutputs(env, { ...files, 'comment-url': commentUrl }))
  tell(annotationCommands(annotations))
  return result.exitCode
}

async function judge(inputs: Inputs, event: Event, { env, signal }: ActionPorts): Promise<Result> {
  if (inputs.mode === 'apply' && event.isPullRequest && !inputs.allowApplyOnPullRequest) {
    throw new GuardError('Refused', `Mode apply is refused on the event ${event.name}, which is a pull request's.`, {
      hint: 'Apply on merge, or set allow-apply-on-pull-request: true.',
    })
  }
  if (inputs.mode !== 'lint') {
    throw new GuardError('Usage', `This version of the Action runs mode lint only, not ${inputs.mode}.`, {
      hint: `Run the command line in a step instead: npx ibguard ${inputs.mode}.`,
    })
  }
  const { report, notices, internal } = await lintForEvent(inputs, event, { env, signal })
  if (internal) return { exitCode: 2, report, error: internal, notices }
  return { exitCode: findingsFail(report, inputs.failOn) ? 1 : 0, report, notices }
}

function readEventOf(env: ActionPorts['env'], warn: (message: string) => void): Event {
  const path = env.GITHUB_EVENT_PATH
  let payload: unknown
  try {
    payload = path ? JSON.parse(readFileSync(path, 'utf8')) : undefined
  } catch {
    warn('The payload of the event cannot be read.')
  }
  return readEvent(env.GITHUB_EVENT_NAME ?? '', payload, env.GITHUB_SHA)
}

function annotationsOf({ report, error, notices }: Result): Annotation[] {
  const own: Annotation[] =
    error === undefined ? [] : [{ severity: 'error', message: describeError(error).replaceAll(/\s*\n\s*/g, ' ') }]
  const found = report.findings.map(
    (finding): Annotation => ({
      severity: finding.severity,
      message: finding.message,
      title: finding.ruleId,
      place: finding,
    }),
  )
  return [...own, ...notices.map((message): Annotation => ({ severity: 'note', message })), ...found]
}

function noticesOf({ error, notices }: Result): string[] {
  return [...(error === undefined ? [] : describeError(error).split('\n')), ...notices]
}

/** Numbers of another mode, and all of them when nothing could be judged, stay empty. */
function countsOf({ error, report: { summary } }: Result): Record<string, string> {
  if (error !== undefined) return {}
  const { errors, warnings, notes } = summary
  return { errors: String(errors), warnings: String(warnings), notes: String(notes) }
}

async function writeFiles(
  inputs: Inputs,
  { report, error }: Result,
  env: ActionPorts['env'],
  redact: (text: string) => string,
  attempt: (what: string, action: () => Promise<void>) => Promise<void>,
): Promise<Record<string, string>> {
  const workspace = env.GITHUB_WORKSPACE ?? process.cwd()
  const folder = resolve(workspace, inputs.workingDirectory ?? '.')
  const outputs: Record<string, string> = {}
  const write = (name: string, file: string, text: string, isOutput: boolean): Promise<void> =>
    attempt(`${file} could not be written`, async () => {
      const path = resolve(folder, file)
      await writeFileWithin(workspace, path, redact(text))
      if (isOutput) outputs[name] = file.startsWith('/') ? file : toPosix(relative(workspace, path))
    })
  const { reportFile, sarifFile } = inputs
  if (reportFile && inputs.mode !== 'report') {
    const text = error === undefined ? renderReport(report, 'json') : safeJson(errorDocument(error))
    await write('report-file', reportFile, text, true)
  }
  if (sarifFile) {
    const text = error === undefined ? renderReport(report, 'sarif') : failedSarif(error)
    await write('sarif-file', sarifFile, text, error === undefined)
  }
  return outputs
}

function urls(env: ActionPorts['env'], { headSha }: Event): { filesUrl?: string; runUrl?: string } {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId } = env
  if (!server || !repository) return {}
  const home = `${server}/${repository}`
  return {
    ...(headSha && { filesUrl: `${home}/blob/${encodeURIComponent(headSha)}/` }),
    ...(runId && { runUrl: `${home}/actions/runs/${encodeURIComponent(runId)}` }),
  }
}

/** A runner masks its own token only; this one may be another. */
function redactor(token: string | undefined): (text: string) => string {
  return (text) => (token ? text.replaceAll(token, '***') : text)
}
