import { readFileSync } from 'node:fs'
import { GuardError } from '../model/errors.ts'
import { buildReport } from '../report/build-report.ts'
import type { ActionPorts } from './action-ports.ts'
import { type Event, readEvent } from './event.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { lint } from './lint.ts'
import { openJob } from './open-job.ts'
import { publish } from './publish.ts'
import type { Result } from './result.ts'

/**
 * One step: inputs and event in, verdict, reports and exit code out. The verdict is settled before any report is tried,
 * and no report changes it.
 */
export async function run(ports: ActionPorts): Promise<0 | 1 | 2> {
  const { env, signal, toolkit } = ports
  const warnings: string[] = []
  const event = readEvent(env.GITHUB_EVENT_NAME ?? '', payloadOf(env, warnings), env.GITHUB_SHA)
  const { inputs, error: misuse } = readInputs(toolkit.getInput)
  let result: Result
  try {
    if (misuse) throw misuse
    result = await judge(inputs, event, ports)
  } catch (error) {
    result = failed(signal.aborted ? cancelled(error) : error)
  }
  const exitCode = signal.aborted ? 1 : result.error !== undefined ? 2 : result.hasFailed ? 1 : 0
  await publish({ result, inputs, event, warnings, verdict: exitCode === 0 ? 'pass' : 'fail' }, ports)
  if (exitCode !== 0 || !signal.aborted) return exitCode
  // Cancelled while it reported.
  await toolkit.setOutput('verdict', 'fail')
  return 1
}

async function judge(inputs: Inputs, event: Event, ports: ActionPorts): Promise<Result> {
  if (inputs.mode === 'apply' && event.isPullRequest && !inputs.allowApplyOnPullRequest) {
    throw new GuardError('Refused', `Mode apply is refused on the event ${event.name}, which is a pull request's.`, {
      hint: 'Apply on merge, or set allow-apply-on-pull-request: true.',
    })
  }
  if (inputs.mode === 'audit' && !event.isOwn) {
    throw new GuardError('Refused', `Mode audit is refused on the event ${event.name}.`, {
      hint: "Run it on schedule, workflow_dispatch or push: what is live is no pull request's.",
    })
  }
  if (inputs.issue !== undefined && inputs.mode !== 'audit' && inputs.mode !== 'plan') {
    throw new GuardError('Usage', `The input issue is for the modes audit and plan, not ${inputs.mode}.`)
  }
  if (inputs.mode === 'report') return (await import('./report.ts')).report(inputs, ports)
  const job = await openJob(inputs, event, ports)
  if (inputs.mode === 'lint') return lint(job, inputs)
  const { apply, audit, plan } = await import('./live.ts')
  const mode = { apply, audit, plan }[inputs.mode]
  return mode(job, inputs, ports)
}

function payloadOf(env: ActionPorts['env'], warnings: string[]): unknown {
  const path = env.GITHUB_EVENT_PATH
  try {
    return path ? JSON.parse(readFileSync(path, 'utf8')) : undefined
  } catch {
    warnings.push('The payload of the event cannot be read.')
    return undefined
  }
}

function failed(error: unknown): Result {
  return { report: buildReport({ files: 0, specs: 0 }), hasFailed: true, error, notices: [] }
}

function cancelled(cause: unknown): GuardError {
  return new GuardError('Interrupted', 'The run was cancelled before everything was judged.', {
    hint: 'Run it again.',
    cause,
  })
}
