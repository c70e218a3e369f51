export type Severity = 'error' | 'warning' | 'note'

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

/** Where a configuration that is no update spec is kept. */
export type Origin = 'cloudformation' | 'terraform' | 'terraform-plan' | 'live'

/** Another place that has to do with a finding, such as the use of a default. */
export interface RelatedPlace extends Location {
  message: string
}

/** What mends a finding: lines to paste or keys to take out, and the edit of its file that does it. */
export interface FindingFix {
  write?: string
  remove?: string[]
  edit?: Range & { text: string }
}

/** Of the related place in a template whose finding stands at the line of the program that made it. */
export const synthesizedHere = 'Synthesized here'

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
  /** Absent for a spec. */
  origin?: Origin
  /** What its own tool calls the configuration, such as a template's logical id. */
  address?: string
  /** The folder of the module that the address counts from, where that is not the file's. */
  root?: string
  related?: readonly RelatedPlace[]
  /** The lines from `line` to `endLine`, at most a few; only for formats that show them. */
  source?: string
  /** Only for formats that show it. */
  fix?: FindingFix
}

export interface SuppressedFinding extends Finding {
  reason: string
  /** YYYY-MM-DD, the last day on which it holds, UTC. */
  expires?: string
  by: 'spec' | 'config' | 'baseline'
}
