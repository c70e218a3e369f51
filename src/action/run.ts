import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { describeError } from '../describe-error.ts'
import { errorDocument } from '../error-document.ts'
import { GuardError } from '../errors.ts'
import type { Report } from '../model.ts'
import { openPolicy, type PolicyOptions } from '../open-policy.ts'
import { type Format, renderReport } from '../reporters/index.ts'
import { visible, withoutCommands } from '../reporters/text.ts'
import { lintSpecs } from '../run.ts'
import { findingsFail } from '../verdict.ts'
import { openFleet, openWorkspace } from '../workspace.ts'
import { annotations } from './annotations.ts'
import { type Event, readEvent } from './event.ts'
import { type Inputs, readInputs } from './inputs.ts'
import type { Runner } from './runner.ts'
import { summary } from './summary.ts'

/** Runs the Action and returns its exit code: 0 pass, 1 fail, 2 could not do its job. Never throws. */
export async function runAction(runner: Runner): Promise<number> {
  let inputs: Inputs | undefined
  try {
    inputs = readInputs(runner.env)
    const { report, internal } = await lint(inputs, runner)
    // Settled here, before any report of it is tried.
    const code = internal ? 2 : findingsFail(report, inputs.failOn) ? 1 : 0
    await publish(report, code, inputs, runner)
    if (internal) runner.log(annotation('error', describeError(internal)))
    return code
  } catch (error) {
    await publishError(error, inputs, runner)
    return 2
  }
}

async function lint(inputs: Inputs, runner: Runner): Promise<ReturnType<typeof lintSpecs>> {
  const event = readEvent(runner.env.GITHUB_EVENT_NAME ?? '', runner.event, runner.env.GITHUB_SHA)
  if (event.notice !== undefined) runner.log(annotation('notice', event.notice))
  const workspace = await openWorkspace(policyOf(inputs, event), {
    cwd: folderOf(inputs, runner),
    stderr: { write: (text) => runner.log(annotation('notice', text)) },
  })
  const options = policyOf(inputs, event)
  const fleet = await openFleet(inputs.files, workspace, runner)
  return lintSpecs(fleet, workspace.config, new Date(), openPolicy(inputs.files, options, workspace))
}

/** On a pull request the policy is the base revision's, and no code of the pull request runs. */
function policyOf({ config, configFrom, safe, changedOnly }: Inputs, event: Event): PolicyOptions {
  const from = configFrom ?? (event.isPullRequest ? event.base : undefined)
  return {
    safe: safe ?? event.isPullRequest,
    ...(config !== undefined && { config }),
    ...(from !== undefined && from !== 'head' && { configFrom: from }),
    ...(changedOnly && event.range && { changedSince: event.range.from }),
  }
}

function folderOf({ workingDirectory = '.' }: Inputs, { env }: Runner): string {
  return resolve(env.GITHUB_WORKSPACE ?? '.', workingDirectory)
}

/** Tries each report on its own; none of them changes the verdict. */
async function publish(report: Report, code: number, inputs: Inputs, runner: Runner): Promise<void> {
  const { errors, warnings, notes } = report.summary
  const verdict = code === 0 ? 'pass' : 'fail'
  await attempt('The annotations', runner, async () => runner.log(annotations(report)))
  await attempt('The job summary', runner, () => runner.summarize(summary(report)))
  await attempt('The outputs', runner, async () => {
    await runner.setOutput('verdict', verdict)
    for (const [name, count] of Object.entries({ errors, warnings, notes })) await runner.setOutput(name, String(count))
  })
  await writeFileOutput('report-file', inputs.reportFile, () => render(report, 'json'), inputs, runner)
  await writeFileOutput('sarif-file', inputs.sarifFile, () => render(report, 'sarif'), inputs, runner)
}

const render = (report: Report, format: Format): string => renderReport(report, format)

async function publishError(error: unknown, inputs: Inputs | undefined, runner: Runner): Promise<void> {
  runner.log(annotation('error', describeError(error)))
  await attempt('The outputs', runner, () => runner.setOutput('verdict', 'fail'))
  const message = error instanceof GuardError ? describeError(error) : 'An internal error; the log has more.'
  const fence = `${visible(message).replaceAll('`', "'")}`
  await attempt('The job summary', runner, () =>
    runner.summarize(`### imagebuilder-guard: could not do its job\n\n\`\`\`text\n${fence}\n\`\`\`\n`),
  )
  if (!inputs) return
  const document = () => `${JSON.stringify(errorDocument(error), null, 2)}\n`
  await writeFileOutput('report-file', inputs.reportFile, document, inputs, runner)
}

/** Writes a file that an input names and says where it is, relative to the workspace. */
async function writeFileOutput(
  name: string,
  file: string | undefined,
  text: () => string,
  inputs: Inputs,
  runner: Runner,
): Promise<void> {
  if (file === undefined) return
  await attempt(name, runner, async () => {
    const path = resolve(folderOf(inputs, runner), file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text())
    await runner.setOutput(name, relative(resolve(runner.env.GITHUB_WORKSPACE ?? '.'), path))
  })
}

async function attempt(what: string, runner: Runner, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    runner.log(annotation('warning', `${what} could not be written: ${why}. The verdict is not affected.`))
  }
}

/** A workflow command whose text takes no effect beyond being shown. */
function annotation(kind: 'error' | 'warning' | 'notice', text: string): string {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => withoutCommands(visible(line)).replaceAll('%', '%25'))
  return `::${kind}::${lines.join('%0A')}\n`
}
