import type { Finding, Severity } from '../model/finding.ts'
import type { Path } from '../model/json.ts'
import { makeFinding } from './make-finding.ts'
import type { Subject, UnknownField } from './subject.ts'

/** How many fields and rules a message names. */
const mostNamed = 12

/** What rules could not judge of one resource, because only deployment knows it. */
export class NotJudged {
  readonly #fields = new Map<string, string>()
  readonly #rules = new Set<string>()
  readonly #limits = new Set<string>()

  get rules(): string[] {
    return [...this.#rules]
  }

  /** Whether a value, or all that is inside it, is unknown. */
  isUnknown({ source }: Subject, path: Path): boolean {
    return (source.unknowns ?? []).some((unknown) => isWithin(path, unknown.path))
  }

  /** A rule might object to a value, depending on what is unknown. */
  add(subject: Subject, ruleId: string, path: Path): void {
    const { unknowns = [], ownPath } = subject.source
    const near = unknowns.filter((unknown) => isWithin(path, unknown.path) || isWithin(unknown.path, path))
    const beside = unknowns.filter((unknown) => unknown.path[0] === path[0])
    for (const unknown of near.length > 0 ? near : beside.length > 0 ? beside : unknowns) {
      this.#fields.set(ownPath?.call(subject.source, unknown.path) ?? unknown.path.join('.'), unknown.refersTo)
    }
    this.#rules.add(ruleId)
  }

  /** What was left out whatever its values are. */
  addLimits({ source }: Subject): void {
    for (const limit of source.limits ?? []) this.#limits.add(limit)
  }

  /** One finding of all of it, at the resource; undefined where everything could be judged. */
  finding({ location, arn, ...subject }: Subject, severity: Severity): Finding | undefined {
    const fields = [...this.#fields].map(([name, refersTo]) => `${name} (${refersTo})`)
    if (fields.length === 0 && this.#limits.size === 0) return undefined
    const unknown = `Only deployment knows ${named(fields)}, so ${named([...this.#rules])} could not judge.`
    const message = [...(fields.length > 0 ? [unknown] : []), ...this.#limits].join(' ')
    return makeFinding({ ruleId: 'not-judged', severity, message, place: location, arn, subject })
  }
}

const isWithin = (path: Path, outer: UnknownField['path']): boolean =>
  outer.length <= path.length && outer.every((key, at) => String(path[at]) === String(key))

function named(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed)
  const more = names.length - shown.length
  if (more > 0) return `${shown.join(', ')} and ${more} more`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
