import type { Audit } from './audit.ts'
import type { Change } from './change.ts'
import type { ErrorData } from './errors.ts'
import type { Finding, Severity, SuppressedFinding } from './finding.ts'
import type { Outcome } from './outcome.ts'
import type { Shard } from './shard.ts'

export interface Summary {
  files: number
  specs: number
  /** Configurations that are no specs: of templates, modules, plans. Left out where there are none. */
  resources?: number
  /** Of an audit: live configurations that were judged, and those of them that comply. */
  configurations?: number
  compliant?: number
  errors: number
  warnings: number
  notes: number
  suppressed: number
  baselined: number
  fixable: number
  changes: number
  missing: number
  blocked: number
  applied: number
  unchanged: number
  skipped: number
  failed: number
}

/** What a rule is about, in its own words. */
export interface RuleInfo {
  id: string
  summary: string
  docsUrl?: string
  /** Unless a config says otherwise. */
  severity: Severity
}

/** Calls per second that an account and Region was found to allow; what met no limit is absent. */
export interface LanePace {
  updates?: number
  reads?: number
}

/** How one account and Region went. */
export interface LaneRun {
  account: string
  region: string
  calls: number
  throttled: number
  retried: number
  pace?: LanePace
  /** Updates per second in each second since the start, at most 200 of them. */
  rate: [second: number, perSecond: number][]
}

/** The time of an apply or rollback, as ISO 8601. */
export interface RunTimes {
  startedAt: string
  endedAt: string
  lanes: LaneRun[]
}

/** The one result of a run; every format is rendered from it. */
export interface Report {
  version: 1
  tool: { name: string; version: string }
  /** The part of a plan that the run applied; absent when it was the whole. */
  shard?: Shard
  /** What the run could not judge, such as a spec on which a rule threw; then it ends with exit code 2. */
  error?: ErrorData
  /** Of a run that sent something. */
  run?: RunTimes
  summary: Summary
  /** Of the rules that findings name; a report of 1.0 has none. */
  rules?: RuleInfo[]
  findings: Finding[]
  suppressed: SuppressedFinding[]
  changes: Change[]
  outcomes: Outcome[]
  /** Of an audit, and of what remediates. */
  audit?: Audit
}
