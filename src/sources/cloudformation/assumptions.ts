import type { Choices } from './explore.ts'

/** What a run takes an expression to be: a text, or none of some. */
interface Assumed {
  is?: string
  not: Set<string>
}

/**
 * What one run takes for granted about expressions that only deployment knows (parameters, `AWS::Region`), so that all
 * conditions and look-ups of a run agree and no combination is judged that no deployment can have.
 */
export class Assumptions {
  readonly #choices: Choices
  readonly #known = new Map<string, Assumed>()

  constructor(choices: Choices) {
    this.#choices = choices
  }

  /** Whether an expression equals a text; `allowed` are the texts that it can be. */
  equals(expression: string, text: string, allowed: readonly string[] | undefined): boolean {
    const assumed = this.#of(expression)
    if (assumed.is !== undefined) return assumed.is === text
    const left = allowed?.filter((each) => !assumed.not.has(each))
    if (assumed.not.has(text) || (left && !left.includes(text))) return false
    const isIt = left?.length === 1 || this.#choices.choose(`${expression} = ${text}`, 2) === 0
    if (isIt) assumed.is = text
    else assumed.not.add(text)
    return isIt
  }

  /** Which of some texts an expression is; undefined where it can be none of them. */
  oneOf(expression: string, texts: readonly string[], allowed: readonly string[] | undefined): string | undefined {
    const assumed = this.#of(expression)
    if (assumed.is !== undefined) return texts.includes(assumed.is) ? assumed.is : undefined
    const possible = texts.filter((text) => !assumed.not.has(text) && (allowed?.includes(text) ?? true))
    if (possible.length === 0) return undefined
    const at = possible.length === 1 ? 0 : this.#choices.choose(`${expression} in ${texts.join()}`, possible.length)
    assumed.is = possible[at] as string
    return assumed.is
  }

  /** A question with no more to it than yes and no. */
  holds(question: string): boolean {
    return this.equals(question, 'true', ['true', 'false'])
  }

  /** Whether an expression can be a text in this run. */
  allows(expression: string, text: string): boolean {
    const assumed = this.#known.get(expression)
    return !assumed || (assumed.is === undefined ? !assumed.not.has(text) : assumed.is === text)
  }

  #of(expression: string): Assumed {
    const known = this.#known.get(expression) ?? { not: new Set<string>() }
    this.#known.set(expression, known)
    return known
  }
}
