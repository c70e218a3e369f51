/** The verb lint: judge what is written, offline; on demand fix it first, or write down what is known. */
import type { Config } from '../config/config.ts'
import { fixFiles } from '../fix/fix-files.ts'
import { mostPasses } from '../fix/most-passes.ts'
import type { LintResult } from '../lint/judgement.ts'
import type { Fleet } from '../lint/spec.ts'
import type { Finding } from '../model/finding.ts'
import { writtenSuppressions } from '../sources/written-suppressions.ts'
import { updatedEntries } from '../suppress/apply-policy.ts'
import type { BaselineEntry } from '../suppress/baseline.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import { type LintRun, lintSpecs } from './lint-specs.ts'
import { writeBaseline } from './open-policy.ts'
import type { PolicyOptions } from './policy-options.ts'
import type { RunResult } from './result.ts'
import { type FailOn, verdictOf } from './verdict.ts'
import type { Workspace } from './workspace.ts'

export interface LintRequest {
  fleet: Fleet
  policy: RunPolicy
  now: Date
  failOn: FailOn
  /** What rules say of the fleet, where that was asked as it was read. */
  linted?: LintResult | undefined
  /** Edit the files where a rule has a fix; `reload` reads them again. */
  fix?: { reload(): Promise<{ fleet: Fleet; linted?: LintResult }> } | undefined
  /** Write down all findings as known, or take out what is no longer found. */
  baseline?: { write: 'update' | 'prune'; options: PolicyOptions } | undefined
}

/** Judges what is written. A rule that threw is the report's error. */
export async function lint(
  request: LintRequest,
  workspace: Workspace,
  notice: (text: string) => void,
): Promise<RunResult> {
  const { policy, now, fix } = request
  const { config } = workspace
  let { fleet, linted } = request
  let run = lintSpecs(fleet, config, now, policy, linted)
  for (let pass = 0; fix && pass < mostPasses; pass++) {
    const { written, left } = await fixFiles(run.judgements, fleet)
    if (written === 0) {
      for (const each of left) notice(each)
      break
    }
    ;({ fleet, linted } = await fix.reload())
    run = lintSpecs(fleet, config, now, policy, linted)
  }
  // What a rule that threw would have found is unknown, so its entries stay.
  const entries = run.internal ? undefined : newBaseline(run, fleet, request, config)
  if (entries && request.baseline) {
    const baseline = writeBaseline(entries, request.baseline.options, workspace)
    run = lintSpecs(fleet, config, now, { ...policy, baseline }, linted)
  }
  for (const each of run.notices) notice(each)
  const { report, judgements } = run
  return { report, judgements, verdict: verdictOf(report, request) }
}

/** What the baseline is to hold, when it is to be written. */
function newBaseline(
  { linted, stale }: LintRun,
  fleet: Fleet,
  { baseline, policy, now }: LintRequest,
  config: Config,
): BaselineEntry[] | undefined {
  if (baseline?.write === 'update') {
    const written = writtenSuppressions(fleet)
    return updatedEntries(linted.judgements, { ...policy, fleet, config, now, written })
  }
  if (baseline?.write !== 'prune' || !policy.baseline) return undefined
  const gone = new Set(stale)
  return policy.baseline.entries.filter((entry) => !gone.has(entry))
}

/** Whether something is wrong with the fleet as a whole, so that nothing at all may be sent. */
export function stopsApply(findings: readonly Finding[]): boolean {
  const rules = new Set(['syntax', 'schema', 'unique-target'])
  return findings.some(({ ruleId, severity }) => severity === 'error' && rules.has(ruleId))
}
