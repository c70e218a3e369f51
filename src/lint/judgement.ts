import type { Patch } from '../document/edit/patch.ts'
import type { Finding, Severity } from '../model/finding.ts'
import type { JsonObject, Path } from '../model/json.ts'
import type { Rule } from './rule.ts'
import type { Subject } from './subject.ts'

/** A rule that is on, with what holds for it in a file. */
export interface ActiveRule {
  rule: Rule
  severity: Severity
  options: JsonObject
}

/** What lint asks of a policy. */
export interface LintPolicy {
  /** Every rule there is. */
  available: readonly Rule[]
  /** The rules that judge a file. */
  rulesOf(file: string): readonly ActiveRule[]
  /** Whether what a merge spec leaves out is judged as absent or left to plan. */
  partialSpecs: 'strict' | 'defer'
  /** How what only deployment knows is reported, in a file. */
  notJudged(file: string): Severity | 'off'
}

/** A finding with what it is made of, which reports leave out. */
export interface Judgement {
  finding: Finding
  /** Absent for what is about a file or the policy. */
  subject?: Subject | undefined
  /** What of the rule's said it; absent for what no rule said. */
  messageId?: string
  path: Path
  fix: readonly Patch[]
  /** What was judged: the configuration as written, all of them together, or a change. */
  of: 'file' | 'subject' | 'fleet' | 'change' | 'policy'
  /** The finding is a note that stands in for these, which plan is to judge. */
  deferred?: readonly Deferred[]
  /** Rules that could not judge, of the note which says so. */
  notJudged?: readonly string[]
}

/** What a rule would have said of a spec that leaves something out. */
interface Deferred {
  ruleId: string
  pointer: string
}

/** A rule that threw instead of judging. */
export interface InternalError {
  ruleId: string
  arn: string
  file: string
  error: unknown
}

export interface LintResult {
  judgements: readonly Judgement[]
  internalErrors: readonly InternalError[]
}

/** How long each rule took, by its id, in milliseconds. */
export interface RuleTimes {
  now(): number
  spent: Map<string, number>
}

/** What is said of a file or of the policy, by no rule. */
export function judgementOf(finding: Finding, of: 'file' | 'policy', subject?: Subject): Judgement {
  return { finding, subject, path: [], fix: [], of }
}
