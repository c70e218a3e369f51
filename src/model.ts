/** The values that flow through the stages: data, no behaviour. All of it is JSON-safe but `Spec.source`. */
import type { ErrorData } from './errors.ts'
import type { SourceNode } from './source/source.ts'

export type Json = null | boolean | number | string | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

/** Keys and indexes from the top of a configuration down to a value. */
export type Path = readonly (string | number)[]

export type Severity = 'error' | 'warning' | 'note'
/** What a configuration builds, in the words of the API's ImageType. */
export type ImageType = 'AMI' | 'DOCKER'
/** How a spec meets the live configuration: a JSON Merge Patch on it (RFC 7396), or the whole of it. */
export type UpdateMode = 'merge' | 'replace'

/** 1-based; columns count UTF-16 units; `endColumn` is exclusive. */
export interface Range {
  line: number
  column: number
  endLine: number
  endColumn: number
}

/** A range in a file; `file` is relative to the repository's root, with `/`. */
export interface Location extends Range {
  file: string
}

export interface Finding extends Location {
  ruleId: string
  severity: Severity
  message: string
  /** JSON Pointer, relative to the spec, of the value that the rule wants, absent or not. */
  pointer: string
  /** Target of the spec; absent where there is none (broken syntax, a finding about the config). */
  arn?: string
  docsUrl?: string
  fixable: boolean
}

export interface SuppressedFinding extends Finding {
  reason: string
  /** YYYY-MM-DD, the last day on which it holds, UTC. */
  expires?: string
  by: 'spec' | 'config' | 'baseline'
}

/** An entry of `x-guard.suppress`, as written; the lint stage judges whether it is valid. */
export interface SpecSuppression {
  rule?: string
  reason?: string
  expires?: string
}

/** The `x-guard` member of a spec, its defaults merged in. */
export interface Guard {
  imageType?: ImageType
  update?: UpdateMode
  suppress?: SpecSuppression[]
}

/** One spec of a file: what it asks for, and where each part of it stands. */
export interface Spec {
  /** '' when the spec has none that is well-formed (then a `schema` finding says so). */
  arn: string
  update: UpdateMode
  imageType?: ImageType
  guard: Guard
  /**
   * The request's fields with the defaults merged under them, without the ARN, `x-guard` and `clientToken`.
   * `null` asks to clear the live value. A value of a wrong type is left out, so that rules can trust types.
   */
  config: JsonObject
  /** A `clientToken` that the spec states; never sent. */
  clientToken?: string
  /** Of the whole spec. */
  location: Location
  source: SpecSource
}

/** Where the values of a spec stand: its own node and, below it, the node of the file's `defaults`. */
export interface SpecSource {
  file: string
  text: string
  own: SourceNode
  defaults?: SourceNode
  /** Values that `config` leaves out because of their type, as written. */
  wrong?: readonly Path[]
}

/** Every spec of a run, with what loading them found. */
export interface Fleet {
  /** Absolute path that every `file` is relative to: the repository's root, or the working directory outside one. */
  root: string
  /** Files read, in order of code unit. */
  files: string[]
  specs: Spec[]
  /** `syntax` and `schema` findings. */
  findings: Finding[]
  /** It is all that the config speaks of, so that what no spec matches is unused. */
  isWhole?: boolean
  /** Files found by searching a folder and left, because nothing in them looks like a spec. */
  unrelated?: string[]
}

export interface FieldChange {
  /** A leaf of the configuration; a list counts as one value. */
  pointer: string
  kind: 'add' | 'change' | 'clear'
  before?: Json
  after?: Json
}

type Action = 'update' | 'no-op' | 'missing' | 'blocked'

/** What would happen to one target. */
export interface Change {
  arn: string
  action: Action
  fields: FieldChange[]
  reason?: string
}

/** A change with all that applying it needs; what a plan file holds. */
export interface PlannedChange extends Change {
  /** Error code when `action` is `missing` or `blocked`, such as `AccessDeniedException` or `NotAllowed`. */
  code?: string
  update: UpdateMode
  /** From the spec, the config's overrides or the pipelines that use the configuration. */
  imageType?: ImageType
  guard: Guard
  location: Location
  /** Live configuration as read: the request's fields and those that no spec can name; raw JSON. */
  before?: JsonObject
  /** Complete request body of the update, without ARN and client token. */
  after?: JsonObject
  /** SHA-256 of the live configuration, dates and tags left out. */
  liveHash?: string
  /** Live tags of the configuration itself (not `resourceTags`). */
  tags?: Record<string, string>
}

/** One of the parts that a plan is cut into. */
export interface Shard {
  /** From 1 to `count`. */
  index: number
  count: number
}

export interface Plan {
  kind: 'ibguard-plan'
  version: 1
  tool: { name: string; version: string }
  summary: Pick<Summary, 'files' | 'specs'>
  findings: Finding[]
  suppressed: SuppressedFinding[]
  changes: PlannedChange[]
  /** Set on the part that a run applies; a plan file is always whole. */
  shard?: Shard
}

export interface OutcomeError {
  code: string
  message: string
  requestId?: string
}

export interface Outcome {
  arn: string
  status: 'applied' | 'unchanged' | 'skipped' | 'failed' | 'rolled-back'
  /** Updates that this process sent; 0 when reading alone settled it. */
  attempts: number
  /** Read back and equal to what was planned. */
  verified: boolean
  clientToken?: string
  /** The service's answer to the update. */
  requestId?: string
  error?: OutcomeError
}

export interface Summary {
  files: number
  specs: number
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

/** The one result of a run; every format is rendered from it. */
export interface Report {
  version: 1
  tool: { name: string; version: string }
  /** The part of a plan that the run applied; absent when it was the whole. */
  shard?: Shard
  /** What the run could not judge, such as a spec on which a rule threw; then it ends with exit code 2. */
  error?: ErrorData
  summary: Summary
  findings: Finding[]
  suppressed: SuppressedFinding[]
  changes: Change[]
  outcomes: Outcome[]
}
