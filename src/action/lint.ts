import { lintSpecs } from '../run/run-lint.ts'
import { findingsFail } from '../run/verdict.ts'
import { fixesOf } from './fixes.ts'
import type { Inputs } from './inputs.ts'
import type { Job } from './open-job.ts'
import type { Result } from './result.ts'

/** Judges the specs as written. */
export function lint({ fleet, workspace, policy, notices }: Job, { failOn }: Inputs): Result {
  const { report, internal, notices: more, judged } = lintSpecs(fleet, workspace.config, new Date(), policy)
  return {
    report,
    hasFailed: findingsFail(report, failOn),
    ...(internal && { error: internal }),
    notices: [...notices, ...more],
    fixOf: fixesOf(() => judged.details),
  }
}
