/** Values that go by number, those that say the same by one; each as it comes back from a file. */
export class Numbered<T> {
  readonly all: T[]
  #numbers: Map<string, number> | undefined

  constructor(all: readonly T[]) {
    this.all = [...all]
  }

  number(value: T): number {
    // Most runs number nothing.
    this.#numbers ??= new Map(this.all.map((each, at) => [JSON.stringify(each), at]))
    const text = JSON.stringify(value)
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.#numbers.set(text, this.all.length)
    return this.all.push(JSON.parse(text)) - 1
  }
}
