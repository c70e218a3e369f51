import { locate, locateKey, nodeAt } from '../../document/locate.ts'
import type { MapNode } from '../../document/node.ts'
import { lineText } from '../../document/position.ts'
import type { ParsedText } from '../../document/yaml/parsed-text.ts'
import { isWrittenIn, withDefaults } from '../../document/yaml/to-json.ts'
import type { Place, SubjectSource } from '../../lint/subject.ts'
import type { JsonObject, Path } from '../../model/json.ts'

interface Stated {
  parsed: ParsedText
  /** Index of its document in the file, and the path in there. */
  document: number
  path: Path
  /** What it states itself. */
  value: JsonObject
  defaults?: SpecSource | undefined
  wrong?: readonly Path[]
}

/**
 * What a file states of a spec, and where: in a map of its own and, below that, in the file's `defaults`, which all specs
 * of the document share. Where a value stands is looked up in the nodes of the file; they are made again when they have
 * been let go, so who asks about many specs asks file by file.
 */
export class SpecSource implements SubjectSource {
  readonly value: JsonObject
  readonly defaults: SpecSource | undefined
  /** Values that the spec's `config` leaves out because of their type, as written. */
  readonly wrong: readonly Path[]
  readonly #parsed: ParsedText
  readonly #document: number
  readonly #path: Path

  constructor({ parsed, document, path, value, defaults, wrong = [] }: Stated) {
    this.#parsed = parsed
    this.#document = document
    this.#path = path
    this.value = value
    this.defaults = defaults
    this.wrong = wrong
  }

  get file(): string {
    return this.#parsed.file
  }

  get text(): string {
    return this.#parsed.text
  }

  get json(): boolean {
    return this.#parsed.json
  }

  /** Not to be kept. */
  get node(): MapNode {
    return nodeAt(this.#parsed.top(this.#document), this.#path) as MapNode
  }

  /** What it comes to, the defaults under it. */
  get whole(): JsonObject {
    return withDefaults(this.value, this.defaults?.value) as JsonObject
  }

  place(path: Path, part: 'value' | 'key' = 'value'): Place {
    const range = part === 'key' ? locateKey(this.#nodes(), path) : locate(this.#nodes(), path)
    const { line, column, endLine, endColumn } = range
    return { file: this.file, line, column, endLine, endColumn }
  }

  /** What is written at a path, where that is on one line; else empty. */
  textAt(path: Path): string {
    const { line, column, endLine, endColumn } = locate(this.#nodes(), path)
    return line === endLine ? lineText(this.text, line).slice(column - 1, endColumn - 1) : ''
  }

  isWritten(path: Path): boolean {
    return isWrittenIn(this.value, path) || this.defaults?.isWritten(path) === true
  }

  asWritten(path: Path): Path {
    const { wrong } = this
    if (wrong.length === 0) return path
    return path.map((key, at) => {
      if (typeof key !== 'number') return key
      const siblings = wrong.filter(
        (left) => left.length === at + 1 && left.slice(0, at).every((step, up) => step === path[up]),
      )
      return siblings
        .map((left) => Number(left[at]))
        .sort((a, b) => a - b)
        .reduce((index, left) => (left <= index ? index + 1 : index), key)
    })
  }

  isWrong(path: Path): boolean {
    return this.wrong.some((wrong) => wrong.every((key, at) => String(path[at]) === String(key)))
  }

  /** The same with values that `config` leaves out. */
  withWrong(wrong: readonly Path[]): SpecSource {
    return new SpecSource({ ...this.#stated(), wrong })
  }

  /** What it states itself, as if there were no defaults. */
  alone(): SpecSource {
    return this.defaults ? new SpecSource({ ...this.#stated(), defaults: undefined }) : this
  }

  #nodes(): Parameters<typeof locate>[0] {
    return { text: this.text, own: this.node, defaults: this.defaults?.node }
  }

  #stated(): Stated {
    const { value, defaults, wrong } = this
    return { parsed: this.#parsed, document: this.#document, path: this.#path, value, defaults, wrong }
  }
}
