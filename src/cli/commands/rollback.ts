import { resolve } from 'node:path'
import { systemClock, systemRandom } from '../../model/system.ts'
import { planLine, planSummary } from '../../report/formats/progress-lines.ts'
import { openPolicy } from '../../run/open-policy.ts'
import { interruptedRun, reportOf } from '../../run/run-plan.ts'
import { openRollback, planRollbackOf } from '../../run/run-rollback.ts'
import { changesFail, findingsFail } from '../../run/verdict.ts'
import { openWorkspace } from '../../run/workspace.ts'
import { cannot } from '../cannot.ts'
import { openClients } from '../clients.ts'
import { requireConsent } from '../consent.ts'
import { exit } from '../exit.ts'
import { unlessInterrupted } from '../interrupted.ts'
import type { Io } from '../io.ts'
import type { RollbackCommandOptions } from '../options.ts'
import { outputOptions, writeReport } from '../output.ts'
import { withProgress } from '../progress.ts'
import { sayMore } from '../say-more.ts'
import { send } from '../send.ts'
import { select } from '../targets.ts'
import { planExit } from './plan.ts'

/** Puts back what the run of a journal changed, through the engine that applied it. */
export async function rollback(_: string[], options: RollbackCommandOptions, io: Io): Promise<number> {
  const workspace = await openWorkspace(options, io)
  const { cwd, root, config } = workspace
  const output = { ...outputOptions(options, root, io), task: 'rollback' as const }
  if (!options.dryRun) requireConsent('rollback', options, io)
  const policy = openPolicy([], options, workspace, false)
  sayMore(options, workspace, policy, undefined, io)
  const onNotice = (message: string) => io.stderr.write(`ibguard: ${message}\n`)
  await using opened = await openRollback(resolve(cwd, options.journal), { clock: systemClock, onNotice })
  const updates = select(opened.updates, options)
  await using clients = await openClients(updates, config, options, io)
  const ports = { imageBuilders: clients.imageBuilders, clock: systemClock, random: systemRandom }
  const begun = await unlessInterrupted(io, () =>
    withProgress(io, (show) =>
      planRollbackOf(
        opened,
        updates,
        config,
        ports,
        {
          concurrency: options.concurrency ?? config.apply.concurrency,
          signal: io.signal,
          onProgress: (now) => show(planLine(now)),
          onNotice,
        },
        policy,
      ),
    ),
  )
  if (!begun) {
    await writeReport(interruptedRun(updates, { files: 0, specs: updates.length }), output, io)
    return exit.findings
  }
  const { plan, asked } = begun
  const planned = reportOf(plan)
  io.stderr.write(`${planSummary(planned)}\n`)
  const isPlanOnly = options.dryRun || plan.changes.length === 0
  const report = isPlanOnly
    ? planned
    : await send('rollback', { plan, asked, journal: opened.journal, clients }, { workspace, options, output, io })
  if (!report) return exit.findings
  await writeReport(report, output, io)
  if (options.dryRun) return planExit(report, options)
  if (report.error) return cannot(report.error, io)
  return changesFail(report) || findingsFail(report, options.failOn) ? exit.findings : exit.clean
}
