import type { ApplyProgress } from '../apply/progress.ts'
import { finishedRun } from '../journal/finished-run.ts'
import type { Asked, Journal } from '../journal/journal.ts'
import type { Plan } from '../model/plan.ts'
import type { Report } from '../model/report.ts'
import { systemClock, systemRandom } from '../model/system.ts'
import { applyLine, applySummary, type Task } from '../report/formats/progress-lines.ts'
import { plural } from '../report/formats/text.ts'
import { applyPlan, interruptedRun, reportOf } from '../run/run-plan.ts'
import type { Workspace } from '../run/workspace.ts'
import type { Clients } from './clients.ts'
import { unlessInterrupted } from './interrupted.ts'
import type { Io } from './io.ts'
import type { SendOptions } from './options.ts'
import { type OutputOptions, writeReport } from './output.ts'
import { withProgress } from './progress.ts'

export interface SendContext {
  workspace: Workspace
  options: SendOptions
  output: OutputOptions
  io: Io
}

/** A run that is planned. */
export interface Begun {
  plan: Plan
  asked: Asked[]
  journal: Journal & { path: string }
  clients: Clients
}

const verb = { apply: 'Apply', rollback: 'Put back' } as const
const doneAs = { apply: 'applied', rollback: 'rolled-back' } as const

/** Asks, applies with progress on stderr, and reports. Returns undefined when the answer was no. */
export async function send(
  task: Task,
  { plan, asked, journal, clients: { imageBuilders } }: Begun,
  context: SendContext,
): Promise<Report | undefined> {
  const { options, io, workspace } = context
  const { earlier } = journal
  if (earlier?.isFinished) {
    io.stderr.write(`ibguard: the run in ${journal.path} is finished; this is its report.\n`)
    const { changes, outcomes } = finishedRun(earlier)
    return reportOf({ ...plan, changes }, outcomes)
  }
  const isWanted = await unlessInterrupted(io, () => isConfirmed(task, plan, context))
  if (isWanted === undefined && !earlier) return interruptedRun(plan.changes, plan.summary)
  if (isWanted === false) {
    io.stderr.write('ibguard: nothing was sent.\n')
    return undefined
  }
  const { apply, targets } = workspace.config
  const startedAt = systemClock.now()
  let last: ApplyProgress | undefined
  const report = await withProgress(io, (show) =>
    applyPlan(
      plan,
      { imageBuilders, clock: systemClock, random: systemRandom, journal },
      {
        concurrency: options.concurrency ?? apply.concurrency,
        rate: options.rate ?? apply.rate,
        maxFailures: options.maxFailures ?? (task === 'rollback' ? '100%' : apply.maxFailures),
        waves: options.waves ?? apply.waves,
        ...(options.deadline !== undefined && { deadlineMs: options.deadline }),
        ...(targets.allow && { allow: targets.allow }),
        asked,
        verify: options.verify,
        doneAs: doneAs[task],
        signal: io.signal,
        onProgress(now) {
          last = now
          show(applyLine(task, now))
        },
      },
    ),
  )
  if (last) io.stderr.write(`${applySummary(task, last, report.outcomes, systemClock.now() - startedAt)}\n`)
  return report
}

async function isConfirmed(task: Task, plan: Plan, { options, output, io }: SendContext): Promise<boolean> {
  const report = reportOf(plan)
  const { changes } = report.summary
  if (options.yes || options.local || changes === 0) return true
  // The question is about the plan, so the plan is shown where the question is.
  await writeReport(report, { ...output, targets: [{ format: 'stylish' }] }, { ...io, stdout: io.stderr })
  const answer = await io.ask(`\n${verb[task]} ${plural(changes, 'change')}? Only "yes" does: `)
  return answer.trim() === 'yes'
}
