import { lintPolicyOf } from '../../src/config/active-rules.ts'
import type { Config } from '../../src/config/config.ts'
import type { Judgement, LintResult } from '../../src/lint/judgement.ts'
import { lintChanges } from '../../src/lint/lint-changes.ts'
import { lintFleet } from '../../src/lint/lint-fleet.ts'
import type { Fleet } from '../../src/lint/spec.ts'
import type { PlannedChange } from '../../src/model/change.ts'
import type { Finding } from '../../src/model/finding.ts'

interface Linted {
  findings: Finding[]
  judgements: readonly Judgement[]
  internalErrors: LintResult['internalErrors']
}

/** What rules say of a fleet as written, by a config. */
export function lint(fleet: Fleet, config: Config): Linted {
  return linted(lintFleet(fleet, lintPolicyOf(config, fleet.root)))
}

/** What rules say of changes, with what they said of the fleet that they were made of. */
export function lintChangesOf(changes: readonly PlannedChange[], fleet: Fleet | undefined, config: Config): Linted {
  const policy = lintPolicyOf(config, fleet?.root ?? config.root)
  const written = fleet && { specs: fleet.specs, result: lintFleet(fleet, policy) }
  return linted(lintChanges(changes, written, policy))
}

function linted({ judgements, internalErrors }: LintResult): Linted {
  return { findings: judgements.map(({ finding }) => finding), judgements, internalErrors }
}
