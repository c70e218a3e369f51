import type { Shard } from '../model/shard.ts'
import type { PolicyOptions } from '../run/policy-options.ts'
import type { FailOn } from '../run/verdict.ts'

/** Where a wrong command line is sent. */
export const helpHint = 'Run it with --help for what it takes.'

export interface CommonOptions {
  config?: string
  cwd?: string
}

export interface ReportOptions extends PolicyOptions {
  format?: string[]
  failOn: FailOn
  quiet?: boolean
  verbose?: boolean
  /** False with `--no-color`. */
  color: boolean
}

/** Where a command finds EC2 Image Builder. */
export interface ConnectionOptions {
  local?: boolean
  endpointUrl?: string
  profile?: string
  concurrency?: number
}

/** What plan and apply share. Durations in milliseconds, rates per second, account and Region. */
interface TargetOptions extends ReportOptions, ConnectionOptions {
  rate?: 'auto' | number
  maxFailures?: string
  waves?: string[]
  deadline?: number
  target?: string
  account?: string
  region?: string
  deep?: boolean
  /** Of a plan, also of one alone with `--dry-run`. */
  detailedExitcode?: boolean
}

/** Which accounts and Regions are meant. */
interface WhereOptions {
  account?: string[] | 'all'
  skipAccount?: string[]
  region?: string[] | 'all'
}

export interface AuditCommandOptions extends ReportOptions, ConnectionOptions, WhereOptions {
  updateBaseline?: boolean
  deep?: boolean
  target?: string
  out?: string
}

export interface PlanCommandOptions extends TargetOptions {
  out?: string
  shards?: number
}

export interface ConsentOptions extends TargetOptions {
  yes?: boolean
}

export interface RemediateCommandOptions extends AuditCommandOptions {
  rule?: string[]
  includeManaged?: boolean
  rate?: 'auto' | number
  maxFailures?: string
  waves?: string[]
  deadline?: number
  yes?: boolean
  verify: boolean
  dryRun?: boolean
  journal?: string
  resume?: boolean
}

/** What apply and rollback share. */
export interface SendOptions extends ConsentOptions {
  /** False with `--no-verify`. */
  verify: boolean
  dryRun?: boolean
}

export interface ApplyCommandOptions extends PlanCommandOptions, SendOptions {
  journal?: string
  resume?: boolean
  shard?: Shard
}

export interface RollbackCommandOptions extends SendOptions {
  journal: string
  again?: boolean
  unfinished?: boolean
}
