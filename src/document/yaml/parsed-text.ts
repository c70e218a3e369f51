import type { SourceNode } from '../node.ts'
import type { Composed } from './compose.ts'
import { parse } from './parse.ts'

/** The nodes of one text at a time: files are read, judged and reported one by one, and nodes take six times their text. */
let latest: { of: ParsedText; composed: Composed } | undefined

/** The text of a file, whose nodes are let go when those of another are wanted, and made again when they are asked for. */
export class ParsedText {
  readonly file: string
  readonly text: string
  readonly json: boolean

  constructor(file: string, text: string) {
    this.file = file
    this.text = text
    this.json = file.toLowerCase().endsWith('.json')
  }

  /** Not to be kept. */
  get composed(): Composed {
    if (latest?.of !== this) latest = { of: this, composed: parse(this.text, { json: this.json }) }
    return latest.composed
  }

  /** The top of a document that is there. */
  top(document: number): SourceNode {
    return this.composed.documents[document] as SourceNode
  }
}
