import { isWrittenIn, locate, locateKey } from '../../document/locate.ts'
import type { SourceNode } from '../../document/node.ts'
import { lineText } from '../../document/position.ts'
import type { Place, SubjectSource } from '../../lint/subject.ts'
import type { Path } from '../../model/json.ts'

interface SpecText {
  file: string
  text: string
  own: SourceNode
  defaults?: SourceNode | undefined
  wrong?: readonly Path[]
}

/** Where the values of a spec stand: its own node and, below it, the node of the file's `defaults`. */
export class SpecSource implements SubjectSource {
  readonly file: string
  readonly text: string
  readonly own: SourceNode
  readonly defaults: SourceNode | undefined
  /** Values that the spec's `config` leaves out because of their type, as written. */
  readonly wrong: readonly Path[]

  constructor({ file, text, own, defaults, wrong = [] }: SpecText) {
    this.file = file
    this.text = text
    this.own = own
    this.defaults = defaults
    this.wrong = wrong
  }

  place(path: Path, part: 'value' | 'key' = 'value'): Place {
    return { file: this.file, ...(part === 'key' ? locateKey(this, path) : locate(this, path)) }
  }

  /** What is written at a path, where that is on one line; else empty. */
  textAt(path: Path): string {
    const { line, column, endLine, endColumn } = locate(this, path)
    return line === endLine ? lineText(this.text, line).slice(column - 1, endColumn - 1) : ''
  }

  isWritten(path: Path): boolean {
    return isWrittenIn(this.own, path) || (this.defaults !== undefined && isWrittenIn(this.defaults, path))
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
    return new SpecSource({ ...this.#parts(), wrong })
  }

  /** The defaults as a spec of their own; undefined where there are none. */
  ofDefaults(): SpecSource | undefined {
    return this.defaults && new SpecSource({ file: this.file, text: this.text, own: this.defaults })
  }

  #parts(): SpecText {
    const { file, text, own, defaults, wrong } = this
    return { file, text, own, defaults, wrong }
  }
}
