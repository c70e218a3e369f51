/** What is kept of a file from run to run: what reports tell of it. */
import type { Judgement } from '../../lint/judgement.ts'
import { makeFinding } from '../../lint/make-finding.ts'
import type { Spec } from '../../lint/spec.ts'
import type { Finding, Location, Range } from '../../model/finding.ts'
import { isEqual } from '../../model/is-equal.ts'
import type { LoadedFile } from '../../sources/known-files.ts'
import { KeptSpec, type SpecsOfFile } from '../../sources/spec-file/kept-spec.ts'
import { hasSuppressions } from '../../sources/spec-file/suppressions.ts'
import { Numbered } from './numbered.ts'

/** What became of a file: it was left, or it holds specs. */
export type Held = 'own' | 'unrelated' | readonly HeldSpec[]

/** A target, and of a list of numbers its own: the number of a kind and a range, then for each judgement that of a saying and a range. */
export interface HeldSpec {
  arn: string
  numbers: readonly number[]
  from: number
  to: number
}

/** How many numbers a kind, or a saying, has with its range. */
export const width = 5

/** What many specs have in common. */
export type Kind = Pick<Spec, 'update' | 'imageType' | 'guard'>

/** What many judgements have in common. */
export type Saying = Pick<Finding, 'ruleId' | 'severity' | 'message' | 'docsUrl' | 'fixable'> &
  Pick<Judgement, 'messageId' | 'path' | 'fix' | 'deferred'>

/** What a file holds, and what is said of its specs one by one. */
export interface Judged {
  loaded: LoadedFile
  judgements: readonly Judgement[]
}

/** Keeps what files hold, and makes it again of what was kept. */
export class Keeper {
  readonly kinds: Numbered<Kind>
  readonly sayings: Numbered<Saying>
  /** A judgement for each saying, to be copied: thousands say the same. */
  readonly #patterns: Judgement[] = []

  constructor(kinds: readonly Kind[] = [], sayings: readonly Saying[] = []) {
    this.kinds = new Numbered(kinds)
    this.sayings = new Numbered(sayings)
  }

  /** Undefined for a file that every run has to read: one that is broken, or has suppressions. */
  keep(file: string, judged: Judged): Held | undefined {
    const { loaded, judgements } = judged
    if (typeof loaded === 'string') return loaded
    const { specs, findings } = loaded
    if (findings.length > 0 || specs.some(hasSuppressions)) return undefined
    const said = Map.groupBy(judgements, ({ subject }) => subject)
    const held = specs.map((spec): HeldSpec => {
      const own = said.get(spec) ?? []
      const numbers = [this.kinds.number(kindOf(spec)), ...numbersOf(spec.location), ...own.flatMap(this.#numbersOf)]
      return { arn: spec.arn, numbers, from: 0, to: numbers.length }
    })
    const again = this.recall(file, held, { specs })
    return isSame(again, judged) ? held : undefined
  }

  /** `whole` is asked for the specs where somebody wants more of them. */
  recall(file: string, held: Held, whole: SpecsOfFile): Judged {
    if (typeof held === 'string') return { loaded: held, judgements: [] }
    const judgements: Judgement[] = []
    const specs = held.map(({ arn, numbers, from, to }, index) => {
      const kind = this.kinds.all[numbers[from] as number] as Kind
      const spec = new KeptSpec(arn, kind, placeAt(numbers, from, file), whole, index)
      for (let at = from + width; at < to; at += width) judgements.push(this.#judgement(spec, numbers, at))
      return spec
    })
    return { loaded: { specs, findings: [] }, judgements }
  }

  readonly #numbersOf = ({ finding, messageId, path, fix, deferred }: Judgement): number[] => {
    const { ruleId, severity, message, docsUrl, fixable } = finding
    const saying = { ruleId, severity, message, docsUrl, fixable, messageId, path, fix, deferred }
    return [this.sayings.number(saying as Saying), ...numbersOf(finding)]
  }

  #judgement(subject: Spec, numbers: readonly number[], at: number): Judgement {
    const number = numbers[at] as number
    const pattern = this.#patterns[number] ?? patternOf(this.sayings.all[number] as Saying)
    this.#patterns[number] = pattern
    // Field by field, which is half as long as spreading them.
    const finding = { ...pattern.finding }
    finding.file = subject.location.file
    finding.line = numbers[at + 1] as number
    finding.column = numbers[at + 2] as number
    finding.endLine = numbers[at + 3] as number
    finding.endColumn = numbers[at + 4] as number
    finding.arn = subject.arn
    return { ...pattern, finding, subject }
  }
}

function patternOf({ messageId, path, fix, deferred, ...parts }: Saying): Judgement {
  const place = { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 }
  return {
    finding: makeFinding({ ...parts, place, path, arn: 'any' }),
    subject: undefined,
    ...(messageId !== undefined && { messageId }),
    path,
    // JSON leaves out the value of a patch that removes a key.
    fix: fix.map((patch) => ({ path: patch.path, value: patch.value })),
    of: 'subject',
    ...(deferred && { deferred }),
  }
}

const kindOf = ({ update, imageType, guard }: Spec): Kind => ({ update, ...(imageType && { imageType }), guard })

const numbersOf = ({ line, column, endLine, endColumn }: Range): number[] => [line, column, endLine, endColumn]

const placeAt = (numbers: readonly number[], at: number, file: string): Location => ({
  file,
  line: numbers[at + 1] as number,
  column: numbers[at + 2] as number,
  endLine: numbers[at + 3] as number,
  endColumn: numbers[at + 4] as number,
})

/** Whether nothing is lost: what came to be of what was kept says all that every run asks for. */
function isSame(kept: Judged, { loaded, judgements }: Judged): boolean {
  const specsOf = (judged: LoadedFile): readonly Spec[] => (typeof judged === 'string' ? [] : judged.specs)
  const withoutSubject = (each: Judgement | undefined) => ({ ...each, subject: undefined })
  const again = specsOf(kept.loaded)
  return (
    specsOf(loaded).every(
      (spec, at) =>
        spec.arn !== '' &&
        spec.clientToken === undefined &&
        isEqual(kindOf(spec), again[at] && kindOf(again[at])) &&
        isEqual(spec.location, again[at]?.location),
    ) && judgements.every((each, at) => isEqual(withoutSubject(each), withoutSubject(kept.judgements[at])))
  )
}
