import { setTimeout as sleep } from 'node:timers/promises'
import type { Report } from '../model/report.ts'
import { describeError } from '../report/formats/describe-error.ts'
import { renderReport } from '../report/formats/index.ts'
import { renderJobSummary } from '../report/formats/job-summary.ts'
import type { ReportFrame } from '../report/formats/pr-comment.ts'
import type { ActionPorts } from './action-ports.ts'
import { type Annotation, annotate, harmless } from './annotations.ts'
import type { Event } from './event.ts'
import type { Inputs } from './inputs.ts'
import { postComment } from './post-comment.ts'
import type { Result } from './result.ts'
import { redactor } from './secrets.ts'
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
  { result, inputs, event, verdict, warnings }: Publication,
  ports: ActionPorts,
): Promise<void> {
  const { env, signal, toolkit } = ports
  const redact = redactor(env)
  const attempt = async (what: string, action: () => unknown): Promise<void> => {
    try {
      await action()
    } catch (error) {
      warnings.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const setOutputs = (outputs: Record<string, string>): Promise<void> =>
    attempt('The outputs could not be written', () => {
      for (const [name, value] of Object.entries(outputs)) toolkit.setOutput(name, value)
    })
  const log = (text: string): void => {
    for (const line of text.trimEnd().split('\n')) toolkit.info(redact(line))
  }

  await setOutputs({ verdict, ...countsOf(result, inputs.mode), ...result.outputs })
  const { report, error } = result
  if (error === undefined || report.findings.length + report.outcomes.length > 0) log(renderReport(report, 'stylish'))
  if (error !== undefined) log(describeError(error))
  log(result.notices.map(harmless).join('\n'))
  await setOutputs(await writeFiles(result, inputs, env, redact, attempt))
  const frame = frameOf(result, event, verdict, env)
  if (env.GITHUB_STEP_SUMMARY) {
    await attempt('The job summary could not be written', () =>
      toolkit.summary.addRaw(redact(renderJobSummary(result.report, frame))).write(),
    )
  }
  let url: string | undefined
  if (!signal.aborted) {
    const posting = { inputs, event, report: result.report, frame, redact }
    await attempt('The comment could not be written', async () => {
      url = await Promise.race([postComment(posting, ports), whenAborted(signal)])
    })
  }
  await setOutputs({ 'comment-url': url ?? '' })
  annotate(
    toolkit,
    annotationsOf(result, warnings).map((each) => ({ ...each, message: redact(each.message) })),
  )
}

async function whenAborted(signal: AbortSignal): Promise<undefined> {
  await sleep(2 ** 31 - 1, undefined, { signal, ref: false }).catch(() => undefined)
  return undefined
}

/** The Action's own messages and changes come first, so that they are not among those which a runner leaves out. */
function annotationsOf({ report, error, notices, places }: Result, warnings: readonly string[]): Annotation[] {
  const own: Annotation[] =
    error === undefined ? [] : [{ severity: 'error', message: describeError(error).replaceAll(/\s*\n\s*/g, ' ') }]
  return [
    ...own,
    ...warnings.map((message): Annotation => ({ severity: 'warning', message })),
    ...notices.map((message): Annotation => ({ severity: 'note', message })),
    ...troubles(report, places),
    ...report.findings.map(
      (finding): Annotation => ({
        severity: finding.severity,
        message: finding.message,
        title: finding.ruleId,
        place: finding,
      }),
    ),
  ]
}

/** Changes that failed or were refused, at the place of their spec. */
function troubles({ changes, outcomes, findings }: Report, places: Result['places']): Annotation[] {
  const at = (arn: string) => {
    const place = places?.get(arn)
    return place && { place }
  }
  if (outcomes.length > 0) {
    return outcomes.flatMap(({ arn, status, error }): Annotation[] => {
      if (status !== 'failed' && status !== 'skipped') return []
      const message = `${arn}: ${error ? `${error.code}: ${error.message}` : status}`
      return [{ severity: status === 'failed' ? 'error' : 'warning', title: status, message, ...at(arn) }]
    })
  }
  // What a rule blocks is annotated by its finding.
  const explained = new Set(findings.flatMap(({ arn, severity }) => (severity === 'error' && arn ? [arn] : [])))
  return changes.flatMap(({ arn, action, reason }): Annotation[] => {
    if ((action !== 'missing' && action !== 'blocked') || explained.has(arn)) return []
    return [{ severity: 'error', title: action, message: `${arn}: ${reason ?? action}`, ...at(arn) }]
  })
}

const counted = {
  lint: ['errors', 'warnings', 'notes'],
  plan: ['errors', 'warnings', 'notes', 'changes'],
  apply: ['errors', 'warnings', 'notes', 'changes', 'applied', 'unchanged', 'skipped', 'failed'],
} as const

/** Numbers of another mode, and all of them when nothing could be judged, stay empty. */
function countsOf({ error, report }: Result, mode: Inputs['mode']): Record<string, string> {
  if (error !== undefined) return {}
  const names = counted[mode === 'report' ? kindOf(report) : mode]
  return Object.fromEntries(names.map((name) => [name, String(report.summary[name])]))
}

/** Of which mode the runs were whose reports were merged. */
function kindOf({ changes, outcomes }: Report): keyof typeof counted {
  if (outcomes.length > 0) return 'apply'
  return changes.length > 0 ? 'plan' : 'lint'
}

function frameOf(
  { error, notices, fixOf }: Result,
  { headSha }: Event,
  verdict: 'pass' | 'fail',
  env: ActionPorts['env'],
): ReportFrame {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId } = env
  const home = server && repository && `${server}/${repository}`
  return {
    verdict,
    isError: error !== undefined,
    notices: [...(error === undefined ? [] : describeError(error).split('\n')), ...notices],
    ...(fixOf && { fixOf }),
    ...(home && headSha && { filesUrl: `${home}/blob/${encodeURIComponent(headSha)}/` }),
    ...(home && runId && { runUrl: `${home}/actions/runs/${encodeURIComponent(runId)}` }),
  }
}
