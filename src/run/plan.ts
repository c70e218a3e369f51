/** The verb plan: read live state, say what each spec would change there, judge what that leads to. */
import type { ImageBuilders } from '../aws/image-builder.ts'
import type { Config } from '../config/config.ts'
import type { Fleet } from '../lint/spec.ts'
import type { TargetSelection } from '../pacing/target.ts'
import { planChanges } from '../plan/plan-changes.ts'
import { changedSpecs } from '../suppress/changed-specs.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import { type Host, unlessAborted } from './host.ts'
import { type JudgedPlan, judgePlan, type PlanJudges } from './judge-plan.ts'
import { type Learn, learner } from './learn.ts'
import { lintSpecs } from './lint-specs.ts'
import type { Ports } from './ports.ts'
import { interruptedReport, reportOf } from './reports.ts'
import type { RunResult } from './result.ts'
import { narrow } from './select.ts'
import { type SendSettings, settingsOf } from './send-settings.ts'
import { type FailOn, verdictOf } from './verdict.ts'

export interface PlanRequest {
  fleet: Fleet
  policy: RunPolicy
  /** Narrows the run. */
  select?: TargetSelection
  settings?: Pick<SendSettings, 'concurrency'>
  /** Whether the accounts are asked about what configurations name. Default: the config's. */
  deep?: boolean | undefined
  failOn: FailOn
  /** The verdict tells changes from none. */
  detailed?: boolean
}

/**
 * Reads every target that counts and says what would change. Nothing is written, and nothing is thrown for a target that
 * is missing or cannot be read.
 * @throws {GuardError} `Credentials` when there are none, `Usage` when nothing is selected, `Internal` when a rule threw
 */
export async function plan(
  request: PlanRequest,
  { config }: { config: Config },
  ports: Ports,
  host: Host,
): Promise<RunResult> {
  const { fleet, policy } = narrow(request)
  const summary = { files: fleet.files.length, specs: fleet.specs.length }
  const now = new Date(ports.clock.now())
  const { linted } = lintSpecs(fleet, config, now, policy)
  const judges = { config, now, policy, written: { fleet, linted } }
  const judged = await unlessAborted(host, async () => {
    const aws = await ports.connect(fleet.specs)
    const { settings = {}, deep } = request
    const learn = learner({ deep, settings, connect: async () => aws }, config, ports, host)
    return readPlan(judges, aws.imageBuilders, settings, ports, host, learn)
  })
  if (!judged) {
    const report = interruptedReport(changedSpecs(fleet.specs, policy.base), summary)
    return { report, verdict: 'fail', judgements: [], isInterrupted: true }
  }
  const report = reportOf(judged.plan)
  host.progress({ stage: 'planned', report })
  return { report, verdict: verdictOf(report, request), judgements: judged.judgements, plan: judged.plan }
}

/** Reads live state, asks the accounts where the run is deep, and judges what each spec would make of it. */
export async function readPlan(
  judges: PlanJudges,
  imageBuilders: ImageBuilders,
  settings: Pick<SendSettings, 'concurrency'>,
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
  host: Host,
  learn: Learn,
): Promise<JudgedPlan> {
  const { config, policy, written } = judges
  const { files, specs } = written?.fleet ?? { files: [], specs: [] }
  const targets = changedSpecs(specs, policy.base).filter(({ arn }) => arn !== '')
  const { concurrency, allow } = settingsOf(settings, config)
  const changes = await planChanges(
    targets,
    { imageBuilders, clock, random },
    {
      concurrency,
      signal: host.signal,
      onProgress: (now) => host.progress({ stage: 'reading', now }),
      onNotice: (message) => host.notice(message),
      allow,
    },
  )
  const facts = await learn(changes)
  return judgePlan({ summary: { files: files.length, specs: specs.length }, changes, ...(facts && { facts }) }, judges)
}
