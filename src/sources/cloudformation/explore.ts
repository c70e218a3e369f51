/** Decides, one after the other, what only deployment decides; a run of an evaluation has its own. */
export interface Choices {
  /** One of so many options. Equal names are equal questions of different runs. */
  choose(name: string, options: number): number
}

interface Taken {
  name: string
  option: number
  options: number
}

/** A run that begins like an earlier one up to a choice, and takes another option there. */
interface Pending {
  trail: readonly Taken[]
  at: number
  option: number
}

/** Choices that wait for their turn; far more than will ever be made. */
const mostPending = 4096

/**
 * Runs an evaluation with every combination of options that it meets, up to `most`; where there are more, the first runs
 * take every option at least once as far as that goes. What a run returns as undefined cannot be.
 */
export function explore<T>(
  run: (choices: Choices) => T | undefined,
  most: number,
): { results: T[]; isComplete: boolean } {
  const results: T[] = []
  const seen = new Set<string>()
  const pending: Pending[] = [{ trail: [], at: 0, option: -1 }]
  let runs = 0
  let isComplete = true
  for (; pending.length > 0 && runs < most; runs++) {
    const { trail, at, option } = next(pending, seen)
    const taken: Taken[] = trail.slice(0, at)
    const turned = trail[at]
    if (turned) taken.push({ ...turned, option })
    const given = taken.length
    let asked = 0
    const result = run({
      choose(name, options) {
        const known = taken[asked++]
        if (known) return known.option
        taken.push({ name, option: 0, options })
        return 0
      },
    })
    for (const each of taken) seen.add(idOf(each.name, each.option))
    for (let open = given; open < taken.length; open++) {
      const { options } = taken[open] as Taken
      for (let other = 1; other < options; other++) {
        if (pending.length < mostPending) pending.push({ trail: taken, at: open, option: other })
        else isComplete = false
      }
    }
    if (result !== undefined) results.push(result)
  }
  return { results, isComplete: isComplete && pending.length === 0 }
}

/** Rather one that takes an option which none has taken yet. */
function next(pending: Pending[], seen: ReadonlySet<string>): Pending {
  const fresh = pending.findIndex(({ trail, at, option }) => {
    const turned = trail[at]
    return turned !== undefined && !seen.has(idOf(turned.name, option))
  })
  return pending.splice(Math.max(0, fresh), 1)[0] as Pending
}

const idOf = (name: string, option: number): string => `${option} ${name}`
