import type { Node, Parser, Tree } from 'web-tree-sitter'
import type { Hcl } from './hcl.ts'
import { type Later, Reader } from './read-body.ts'
import { readParts, type Segment } from './segments.ts'
import type { Expression, HclFile, HclSpan } from './syntax.ts'

export function createHcl(parser: Parser): Hcl {
  return {
    parse: (file, text, isNow) => parseHcl(parser, file, text, isNow),
    template: (text, span) => {
      let mark = 'END'
      while (text.includes(mark)) mark += '_'
      // Nothing but the marks of templates is special between those of a heredoc, as in the JSON syntax.
      const heredoc = `x = <<${mark}\n${text}\n${mark}\n`
      return withTree(parser, heredoc, (root) => new Reader(span.file, heredoc, 0, span).bare(root))
    },
  }
}

/**
 * Reads a file. Where its syntax is broken each piece of it that stands alone is read alone, so that one missing brace
 * does not hide what comes after it.
 */
function parseHcl(parser: Parser, file: string, text: string, isNow: Later['isNow'] = () => true): HclFile {
  const whole = withTree(parser, text, (root) => {
    const reader = new Reader(file, text, 0, undefined, { isNow, read: (span) => readValue(parser, span) })
    return root.hasError ? undefined : { ...reader.file(root), problems: reader.problems }
  })
  if (whole) return whole
  const read = ([start, end]: Segment, isBroken: boolean): HclFile | undefined =>
    withTree(parser, text.slice(start, end), (root) => {
      if (root.hasError && !isBroken) return undefined
      const reader = new Reader(file, text, start)
      return { ...reader.file(root), problems: root.hasError ? [reader.problem(root)] : reader.problems }
    })
  const parts = readParts(
    text,
    (segment) => read(segment, false),
    (segment) => read(segment, true),
  ).filter((part) => part !== undefined)
  return {
    body: {
      attributes: parts.flatMap(({ body }) => body.attributes),
      blocks: parts.flatMap(({ body }) => body.blocks),
      span: { file, text, start: 0, end: text.length },
    },
    comments: parts.flatMap(({ comments }) => comments),
    problems: parts.flatMap(({ problems }) => problems),
  }
}

/** A value by itself, as it stands in its file. */
function readValue(parser: Parser, { file, text, start, end }: HclSpan): Expression {
  const before = 'x = '
  return withTree(parser, `${before}${text.slice(start, end)}\n`, (root) =>
    new Reader(file, text, start - before.length).value(root),
  )
}

/** A number such as `1e3`, which the grammar lacks; digits stand in for it while the text is parsed. */
const exponent = /(?<![\w.]|\w-)\d+[eE][+-]?\d+(?![\w.])/
const exponents = new RegExp(exponent, 'g')

function withTree<T>(parser: Parser, text: string, use: (root: Node) => T): T {
  const tree = treeOf(parser, text)
  try {
    if (!tree.rootNode.hasError || !exponent.test(text)) return use(tree.rootNode)
    const plain = treeOf(
      parser,
      text.replaceAll(exponents, (number) => '0'.repeat(number.length)),
    )
    try {
      return use(plain.rootNode)
    } finally {
      plain.delete()
    }
  } finally {
    tree.delete()
  }
}

function treeOf(parser: Parser, text: string): Tree {
  const tree = parser.parse(text)
  if (!tree) throw new Error('The parser gave no tree.')
  return tree
}
