import type { ActiveRule } from '../config/active-rules.ts'
import type { Patch } from '../document/edit/patch.ts'
import type { Finding, Location, SuppressedFinding } from '../model/finding.ts'
import type { Path } from '../model/json.ts'
import { toPointer } from '../model/pointer.ts'
import { docsUrl } from './docs-url.ts'
import { messageOf } from './message.ts'
import type { Rule, Violation } from './rule.ts'
import type { Spec } from './spec.ts'

/** A rule that threw instead of judging. */
export interface InternalError {
  ruleId: string
  arn: string
  file: string
  error: unknown
}

/** What suppressions, baseline and fixes need to know of a finding beyond the report. */
export interface FindingDetail {
  spec: Spec | undefined
  path: Path
  fix: readonly Patch[]
  /** The finding is a note that stands in for these, which plan is to judge. */
  deferred?: readonly Deferred[]
}

/** What a rule would have said of a spec that leaves something out. */
interface Deferred {
  ruleId: string
  pointer: string
}

/** What a finding is about. */
export interface Subject {
  arn: string
  location: Location
  spec: Spec | undefined
  /** Added to the message. */
  suffix?: string
  deferred?: readonly Deferred[]
}

export interface LintResult {
  findings: Finding[]
  internalErrors: InternalError[]
  details: Map<Finding, FindingDetail>
}

/** How long each rule took, by its id, in milliseconds. */
export interface RuleTimes {
  now(): number
  spent: Map<string, number>
}

/** Collects findings; a rule that throws loses its own judgement and nobody else's. */
export class Collector {
  readonly findings: Finding[] = []
  readonly internalErrors: InternalError[] = []
  readonly details: Map<Finding, FindingDetail> = new Map()
  readonly #times: RuleTimes | undefined

  constructor(times?: RuleTimes) {
    this.#times = times
  }

  run<V extends Violation>(
    rule: Rule,
    at: { arn: string; file: string },
    check: () => Iterable<V>,
    each: (violation: V) => void,
  ): void {
    const started = this.#times?.now() ?? 0
    try {
      for (const violation of check()) each(violation)
    } catch (error) {
      this.internalErrors.push({ ruleId: rule.id, arn: at.arn, file: at.file, error })
    }
    if (this.#times) {
      const { now, spent } = this.#times
      spent.set(rule.id, (spent.get(rule.id) ?? 0) + now() - started)
    }
  }

  add(active: ActiveRule, violation: Violation, { arn, location, spec, suffix = '', deferred }: Subject): void {
    const { rule } = active
    checkShape(rule, violation)
    const fix = violation.fix === undefined ? [] : [violation.fix].flat()
    const { file, line, column, endLine, endColumn } = location
    const page = rule.docsUrl ?? (rule.id.includes('/') ? undefined : docsUrl(rule.id))
    const finding: Finding = {
      ruleId: rule.id,
      severity: violation.severity ?? active.severity,
      message: messageOf(rule, violation) + suffix,
      file,
      line,
      column,
      endLine,
      endColumn,
      pointer: toPointer(violation.path),
      ...(arn !== '' && { arn }),
      ...(page !== undefined && { docsUrl: page }),
      fixable: fix.length > 0,
    }
    this.findings.push(finding)
    this.details.set(finding, { spec, path: violation.path, fix, ...(deferred && { deferred }) })
  }

  result(): LintResult & { suppressed: SuppressedFinding[] } {
    const { findings, internalErrors, details } = this
    return { findings, suppressed: [], internalErrors, details }
  }
}

/** What types cannot promise of a plugin. */
function checkShape({ id }: Rule, { path, severity }: Violation): void {
  if (!Array.isArray(path)) throw new Error(`${id} gives no path`)
  if (severity !== undefined && severity !== 'note') {
    throw new Error(`${id} gives the severity ${JSON.stringify(severity)}; a violation states "note" or none`)
  }
}
