import { getExpressionAst, parse as parseByHashiCorp } from '@cdktn/hcl2json'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadHcl } from '../../../src/document/hcl/load-hcl.ts'
import type { Expression, TemplatePart } from '../../../src/document/hcl/syntax.ts'
import { readJsonSyntax } from '../../../src/sources/terraform/json-syntax.ts'
import { expression, heredoc } from '../../support/terraform-expressions.ts'

const hcl = await loadHcl()
/** `npm run fuzz` reads 10,000 expressions. */
const numRuns = Math.ceil(Number(process.env.FUZZ_RUNS ?? 100) / 25)

/** Parts of a template, those of templates in it too, with texts that follow each other as one. */
function flat(parts: readonly TemplatePart[]): TemplatePart[] {
  const done: TemplatePart[] = []
  for (const part of parts.flatMap(opened)) {
    const last = done.at(-1)
    if (part.kind === 'text' && last?.kind === 'text') done.splice(-1, 1, { ...last, text: last.text + part.text })
    else if (part.kind !== 'text' || part.text !== '') done.push(part)
  }
  return done
}

function opened(part: TemplatePart): TemplatePart[] {
  if (part.kind === 'if') return [{ ...part, yes: flat(part.yes), no: flat(part.no) }]
  if (part.kind === 'loop') return [{ ...part, body: flat(part.body) }]
  if (part.kind === 'text' || (part.value.kind !== 'template' && part.value.kind !== 'literal')) return [part]
  const { value } = part
  if (value.kind === 'template') return flat(value.parts)
  return value.value === null ? [part] : [{ kind: 'text', text: String(value.value) }]
}

/** An expression without its places; what is `"${x}"` in JSON is `x`, and `-5` is a number. */
function bare(of: Expression): unknown {
  if (of.kind === 'template' && !isWrap(of)) {
    const parts = flat(of.parts)
    const [text] = parts
    if (parts.length === 0) return { kind: 'literal', value: '' }
    if (parts.length === 1 && text?.kind === 'text') return { kind: 'literal', value: text.text }
    return { kind: 'template', parts: parts.map(bareMember) }
  }
  if (of.kind === 'template') return of.parts.map((part) => part.kind === 'value' && bare(part.value))[0]
  if (
    of.kind === 'unary' &&
    of.operator === '-' &&
    of.operand.kind === 'literal' &&
    typeof of.operand.value === 'number'
  )
    return { kind: 'literal', value: -of.operand.value || 0 }
  if (of.kind === 'unary' && of.operator === '!' && of.operand.kind === 'literal')
    return { kind: 'literal', value: !of.operand.value }
  if (of.kind === 'object') {
    // JSON has keys in order, each once.
    const items = of.items.map(({ key, value }) => [JSON.stringify(bare(key)), bare(value)] as const)
    return { kind: 'object', items: Object.fromEntries(items.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) }
  }
  const inner = Object.entries(of).filter(([key]) => key !== 'span')
  return Object.fromEntries(inner.map(([key, value]) => [key, bareMember(value)]))
}

function isWrap({ parts }: { parts: readonly TemplatePart[] }): boolean {
  return parts.length === 1 && parts[0]?.kind === 'value'
}

function bareMember(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bareMember)
  if (typeof value !== 'object' || value === null) return value
  if ('kind' in value && 'span' in value) return bare(value as Expression)
  return Object.fromEntries(Object.entries(value as TemplatePart).map(([key, each]) => [key, bareMember(each)]))
}

describe('what HashiCorp’s parser makes of a file', () => {
  it('is what ours makes of it, whatever stands in the file', async () => {
    const attributes = fc.array(fc.oneof({ weight: 4, arbitrary: expression }, { weight: 1, arbitrary: heredoc }), {
      minLength: 25,
      maxLength: 25,
    })
    const property = fc.asyncProperty(attributes, async (all) => {
      const text = `# é\nlocals {\n${all.map((each, at) => `e${at} = ${each}`).join('\n')}\n}\n`
      const { body, problems } = hcl.parse('a.tf', text)
      expect(problems).toEqual([])
      const theirs = readJsonSyntax(hcl, 'a.tf.json', JSON.stringify(await parseByHashiCorp('a.tf', text)))
      const read = new Map(theirs.body.blocks[0]?.body.attributes.map(({ name, value }) => [name, value]))
      for (const { name, value, span } of body.blocks[0]?.body.attributes ?? []) {
        const other = read.get(name)
        expect(bare(value), text.slice(span.start, span.end)).toEqual(other && bare(other))
      }
      expect(body.blocks[0]?.body.attributes).toHaveLength(all.length)
    })
    await fc.assert(property, { numRuns })
  })

  it('has the same operators bind what they bind', async () => {
    const operator = fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||')
    const { any } = fc.letrec<{ any: string }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom('a', 'b.c', '1', 'true'),
        fc.tuple(tie('any'), operator, tie('any')).map((each) => each.join(' ')),
        fc.tuple(tie('any'), operator, tie('any')).map((each) => each.join(' ')),
        tie('any').map((each) => `(${each})`),
        tie('any').map((each) => `!${each}`),
        tie('any').map((each) => `-${each}`),
        fc.tuple(tie('any'), tie('any'), tie('any')).map(([a, b, c]) => `${a} ? ${b} : ${c}`),
        fc.tuple(tie('any'), tie('any')).map((each) => `f(${each.join(', ')})`),
      ),
    }))
    const property = fc.asyncProperty(any, async (text) => {
      const [attribute] = hcl.parse('a.tf', `x = ${text}\n`).body.attributes
      expect(attribute && grouped(attribute.value)).toEqual(groupedTheirs(await getExpressionAst('a.tf', text)))
    })
    await fc.assert(property, { numRuns: Math.min(500, numRuns * 5) })
  })
})

/** What an operator or a call is of. */
function grouped(of: Expression): unknown {
  if (of.kind === 'binary') return [grouped(of.left), grouped(of.right)]
  if (of.kind === 'unary') return [grouped(of.operand)]
  if (of.kind === 'conditional') return [grouped(of.condition), grouped(of.yes), grouped(of.no)]
  return of.kind === 'call' ? of.args.map(grouped) : of.span.text.slice(of.span.start, of.span.end)
}

interface Tree {
  type?: string
  meta?: object
  children: Tree[]
}

function groupedTheirs(tree: Tree | null): unknown {
  if (!tree) return undefined
  const [only] = tree.children
  // Parentheses have no name of their own.
  if (tree.type === '' && only) return groupedTheirs(only)
  if (tree.children.length > 0) return tree.children.map(groupedTheirs)
  return tree.meta && 'value' in tree.meta ? tree.meta.value : undefined
}
