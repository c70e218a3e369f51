import type { Hcl } from '../../document/hcl/hcl.ts'
import {
  type Attribute,
  type Block,
  type Body,
  bodiesOf,
  type Expression,
  type HclFile,
  type HclSpan,
  unwrapped,
} from '../../document/hcl/syntax.ts'
import type { MapEntry, MapNode, SourceNode } from '../../document/node.ts'
import { parse } from '../../document/yaml/parse.ts'

/** How many names stand between a kind of block and its body. */
const labels: Record<string, number> = { resource: 2, variable: 1, output: 1, module: 1, locals: 0 }

/** Reads Terraform's JSON syntax: the same blocks and expressions, at the places of the JSON. */
export function readJsonSyntax(hcl: Hcl, file: string, text: string): HclFile {
  const { documents, problems } = parse(text, { json: true })
  const reader = new JsonReader(hcl, file, text)
  const [top] = documents
  const entries = top?.kind === 'map' ? top.entries : []
  const blocks = entries.flatMap((entry) => {
    const count = labels[entry.key]
    return count === undefined ? [] : reader.blocks(entry.key, [], entry, count)
  })
  const span = { file, text, start: 0, end: text.length }
  return {
    body: {
      attributes: entries.filter(({ key }) => !(key in labels)).map((entry) => reader.attribute(entry)),
      blocks,
      span,
    },
    comments: [],
    problems: problems.map(({ message, start, end }) => ({ message, span: { file, text, start, end } })),
  }
}

/** Reads a file of values in JSON. */
export function readJsonValues(hcl: Hcl, file: string, text: string): HclFile {
  const { documents, problems } = parse(text, { json: true })
  const reader = new JsonReader(hcl, file, text)
  const [top] = documents
  return {
    body: {
      attributes: top?.kind === 'map' ? top.entries.map((entry) => reader.attribute(entry, true)) : [],
      blocks: [],
      span: { file, text, start: 0, end: text.length },
    },
    comments: [],
    problems: problems.map(({ message, start, end }) => ({ message, span: { file, text, start, end } })),
  }
}

class JsonReader {
  readonly #hcl: Hcl
  readonly #file: string
  readonly #text: string

  constructor(hcl: Hcl, file: string, text: string) {
    this.#hcl = hcl
    this.#file = file
    this.#text = text
  }

  /** The blocks of one kind, below the names that they have. */
  blocks(type: string, names: readonly string[], { keyStart, value }: MapEntry, count: number): Block[] {
    const nodes = value.kind === 'list' ? value.items : [value]
    return nodes.flatMap((node): Block[] => {
      if (node.kind !== 'map') return []
      if (count > 0) return node.entries.flatMap((entry) => this.blocks(type, [...names, entry.key], entry, count - 1))
      const span = this.#span(keyStart, node.end)
      const lineEnd = /^[^\r\n]*/.exec(this.#text.slice(keyStart, node.end))?.[0].trimEnd().length ?? 0
      return [
        {
          type,
          labels: names,
          span,
          header: this.#span(keyStart, keyStart + lineEnd),
          body: this.#body(node, type),
          isBroken: false,
        },
      ]
    })
  }

  /** `isPlain`: a text is no template, as in a file of values. */
  attribute({ key, keyStart, keyEnd, value }: MapEntry, isPlain = false): Attribute {
    return {
      name: key,
      nameSpan: this.#span(keyStart, keyEnd),
      span: this.#span(keyStart, value.end),
      value: this.#expression(value, isPlain),
      isJson: true,
    }
  }

  /** Whether an object is an argument or a block only the resource's schema tells. */
  #body(node: MapNode, type: string): Body {
    const own = node.entries.filter(({ key }) => key !== '//')
    return {
      attributes: own.filter(({ key }) => key !== 'dynamic').map((entry) => this.#argument(entry, type)),
      blocks: own.filter(({ key }) => key === 'dynamic').flatMap((entry) => this.#dynamics(entry)),
      span: this.#span(node.start, node.end),
    }
  }

  /** The type of a variable is an expression inside a text. */
  #argument(entry: MapEntry, type: string): Attribute {
    const { key, value } = entry
    const attribute = this.attribute(entry)
    if (type !== 'variable' || key !== 'type' || value.kind !== 'scalar') return attribute
    const text = String(value.value)
    const whole = text.includes('${') ? text : `\${${text}}`
    return { ...attribute, value: unwrapped(this.#hcl.template(whole, attribute.value.span)) }
  }

  #dynamics(entry: MapEntry): Block[] {
    return this.blocks('dynamic', [], entry, 1).map((block) => {
      const content = block.body.attributes.find(({ name }) => name === 'content')
      const [inner] = (content && bodiesOf(content.value)) ?? []
      const made: Block[] =
        content && inner
          ? [
              {
                type: 'content',
                labels: [],
                span: content.span,
                header: content.nameSpan,
                body: inner,
                isBroken: false,
              },
            ]
          : []
      return { ...block, body: { ...block.body, blocks: made } }
    })
  }

  #expression(node: SourceNode, isPlain: boolean): Expression {
    const span = this.#span(node.start, node.end)
    if (node.kind === 'list') {
      return { kind: 'tuple', items: node.items.map((item) => this.#expression(item, isPlain)), span }
    }
    if (node.kind === 'map') {
      const items = node.entries.map(({ key, keyStart, keyEnd, value }) => ({
        key: this.#string(key, this.#span(keyStart, keyEnd), isPlain),
        value: this.#expression(value, isPlain),
      }))
      return { kind: 'object', items, span }
    }
    return typeof node.value === 'string'
      ? this.#string(node.value, span, isPlain)
      : { kind: 'literal', value: node.value, span }
  }

  #string(value: string, span: HclSpan, isPlain: boolean): Expression {
    if (isPlain || !/[$%]\{/.test(value)) return { kind: 'literal', value, span }
    return this.#hcl.template(value, span)
  }

  #span(start: number, end: number): HclSpan {
    return { file: this.#file, text: this.#text, start, end }
  }
}
