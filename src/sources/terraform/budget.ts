/** How much of a run evaluation may take: what asks for more is unknown. */
const mostSteps = 2_000_000

export const limits = {
  /** Characters of a text that is put together. */
  text: 65_536,
  /** Parts of a list or a map, with those of its parts. */
  parts: 50_000,
  /** Instances of one resource. */
  instances: 1_000,
  /** Modules inside modules. */
  modules: 20,
  /** References that lead to references. */
  references: 64,
  /** Places on the way of a value. */
  via: 6,
  bytes: 4_194_304,
}

/** Counts what an evaluation does, so that it ends in time whatever a file says. */
export class Budget {
  #left = mostSteps

  /** Whether there is room for so many steps more. */
  take(steps = 1): boolean {
    this.#left -= steps
    return this.#left >= 0
  }

  get isSpent(): boolean {
    return this.#left < 0
  }
}
