import type { Patch } from '../document/edit/patch.ts'
import type { ActiveRule, InternalError, Judgement, LintResult, RuleTimes } from './judgement.ts'
import { makeFinding } from './make-finding.ts'
import { messageOf } from './message.ts'
import type { Rule, Violation } from './rule.ts'
import type { Place, Subject } from './subject.ts'

/** What a violation is about. */
export interface About extends Pick<Judgement, 'deferred' | 'of'> {
  subject: Subject | undefined
  arn: string
  place: Place
  /** Added to the message. */
  suffix?: string
}

/** Collects judgements; a rule that throws loses its own and nobody else's. */
export class Collector implements LintResult {
  readonly judgements: Judgement[] = []
  readonly internalErrors: InternalError[] = []
  readonly #times: RuleTimes | undefined

  constructor(times?: RuleTimes) {
    this.#times = times
  }

  run<V>(rule: Rule, at: { arn: string; file: string }, check: () => Iterable<V>, each: (violation: V) => void): void {
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

  add({ rule, severity }: ActiveRule, violation: Violation, about: About): void {
    checkShape(rule, violation)
    const { subject, arn, place, suffix = '', deferred, of } = about
    const { path, messageId } = violation
    const fix = patchesOf(violation)
    const finding = makeFinding({
      ruleId: rule.id,
      severity: violation.severity ?? severity,
      message: inWords(messageOf(rule, withoutSecrets(violation, subject)), subject) + (place.note ?? '') + suffix,
      place,
      path,
      arn,
      subject,
      docsUrl: rule.docsUrl,
      fixable: fix.length > 0 && (subject?.source.canFix?.(fix) ?? true),
    })
    const judgement: Judgement = { finding, subject, messageId, path, fix, of }
    if (deferred) judgement.deferred = deferred
    this.judgements.push(judgement)
  }
}

/** One for all that nothing mends. */
const none: readonly Patch[] = []

const patchesOf = ({ fix }: Violation): readonly Patch[] =>
  fix === undefined ? none : Array.isArray(fix) ? fix : [fix]

const inWords = (text: string, subject: Subject | undefined): string => subject?.source.inWords?.(text) ?? text

function withoutSecrets(violation: Violation, subject: Subject | undefined): Violation {
  const { source } = subject ?? {}
  if (!source?.masked || !violation.data) return violation
  const shown = Object.entries(violation.data).map(([name, value]) => [name, source.masked?.(String(value))])
  return { ...violation, data: Object.fromEntries(shown) }
}

/** What types cannot promise of a plugin. */
function checkShape({ id }: Rule, { path, severity }: Violation): void {
  if (!Array.isArray(path)) throw new Error(`${id} gives no path`)
  if (severity !== undefined && severity !== 'note') {
    throw new Error(`${id} gives the severity ${JSON.stringify(severity)}; a violation states "note" or none`)
  }
}
