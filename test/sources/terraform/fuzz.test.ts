import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'
import { loadHcl } from '../../../src/document/hcl/load-hcl.ts'
import type { Body, Expression, HclSpan } from '../../../src/document/hcl/syntax.ts'
import type { Finding } from '../../../src/model/finding.ts'
import { entryOf, type Value } from '../../../src/sources/resource/value.ts'
import { isEqual, isFailed, unknownIn } from '../../../src/sources/terraform/values.ts'
import { valuesOf } from '../../support/evaluate-terraform.ts'
import { expression, surroundings } from '../../support/terraform-expressions.ts'
import { type Files, findingsOf, loadFiles } from './judge.ts'

/** A sample in the ordinary run; `npm run fuzz` runs 10,000. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 60)
const timeout = 3_600_000
const hcl = await loadHcl()

const root = new URL('modules/', import.meta.url).pathname
const modules = Map.groupBy(globSync('**/*', { cwd: root }).sort(), (file) => file.split('/')[0] ?? '')
const sources = [...modules].map(
  ([name, files]): Files =>
    Object.fromEntries(
      files.map((file) => [file.slice(name.length + 1), readFileSync(root + file, 'utf8').replace(/^\uFEFF/, '')]),
    ),
)

/** Where something is written that may as well be unknown: every value but types, sources and what is Terraform's own. */
function replaceable(text: string): HclSpan[] {
  const spans: HclSpan[] = []
  const read = (of: Expression): void => {
    spans.push(of.span)
    if (of.kind === 'tuple') of.items.forEach(read)
    if (of.kind === 'object') for (const { value } of of.items) read(value)
    if (of.kind === 'call') of.args.forEach(read)
    if (of.kind === 'conditional') [of.condition, of.yes, of.no].forEach(read)
  }
  const walk = ({ attributes, blocks }: Body): void => {
    for (const { name, value } of attributes) if (!fixed.includes(name)) read(value)
    for (const { type, body } of blocks) if (!fixed.includes(type)) walk(body)
  }
  walk(hcl.parse('a.tf', text).body)
  return spans
}
const fixed = ['type', 'source', 'version', 'iterator', 'validation', 'infrastructure_configuration_arn', 'lifecycle']

const unknowns = ['data.aws_x.y.z', 'var.never_given', 'data.aws_x.y[0]', 'module.elsewhere.out', 'file("x")']
const declared = 'variable "never_given" {}\n'

/** What is found, without which instance and which item it is, for how many there are may be unknown. */
function said(findings: readonly Finding[]): string[] {
  const judged = findings.filter(({ ruleId, severity }) => ruleId !== 'not-judged' && severity !== 'note')
  // A subnet that is a reference counts as stated.
  const counted = judged.filter(({ ruleId }) => ruleId !== 'subnet-needs-security-groups')
  return counted.map(({ ruleId, address = '', pointer = '' }) =>
    [ruleId, address.replaceAll(/\[[^\]]*\]/g, ''), pointer.replaceAll(/\/\d+/g, '')].join(' '),
  )
}

describe('what is unknown', () => {
  it('is named by no finding, and makes none, wherever it stands', { timeout }, async () => {
    const whole = sources.filter((files) => Object.values(files).every((text) => !text.includes('"broken"')))
    const property = fc.asyncProperty(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...unknowns)), { minLength: 1, maxLength: 3 }),
      async (files, changes) => {
        const changed = { ...files }
        for (const [which, where, unknown] of changes) {
          const names = Object.keys(files).filter((name) => /\.(?:tf|tofu)$/.test(name))
          const file = names[which % Math.max(1, names.length)]
          const spans = file === undefined ? [] : replaceable(changed[file] ?? '')
          const span = spans[where % Math.max(1, spans.length)]
          if (file === undefined || !span) continue
          changed[file] = span.text.slice(0, span.start) + unknown + span.text.slice(span.end)
          if (/<</.test(span.text.slice(span.start, span.end))) changed[file] = `${changed[file]}\n`
          // An override declares nothing.
          if (unknown.startsWith('var.')) changed[file.replace(/[^/]*$/, 'never-given.tf')] = declared
        }
        const before = await findingsOf(files)
        const after = await findingsOf(changed)
        // What Terraform would refuse was not judged before, either.
        expect(
          said(after).filter((each) => !said(before).includes(each)),
          JSON.stringify(changed, null, 1),
        ).toEqual([])
        for (const { address, source } of (await loadFiles(changed)).resources ?? []) {
          const pointers = (source.unknowns ?? []).map(({ path }) => `/${path.join('/')}`)
          const named = after.filter((each) => each.address === address && pointers.includes(each.pointer ?? ''))
          expect(named.filter(({ ruleId }) => ruleId !== 'not-judged')).toEqual([])
        }
      },
    )
    await fc.assert(property, { numRuns })
  })

  it('decides nothing in an expression', { timeout }, () => {
    const holes: [string | RegExp, string][] = [
      ['  default = "optional"\n', ''],
      [/ {2}default = \["t3.*\n/, ''],
      ['  default = { hops = "2" }\n', ''],
      ...['n', 's', 'flag', 'list', 'map', 'items'].map((name): [RegExp, string] => [
        new RegExp(`^ {2}${name} +=.*$`, 'm'),
        `  ${name} = data.aws_x.y.${name}`,
      ]),
      ['{ name = "two", size = 2 }', 'data.aws_x.y.z'],
      ['b = "two"', 'b = data.aws_x.y.z'],
      ['["x", "y", "", "x"]', '["x", data.aws_x.y.z, "", "x"]'],
    ]
    const property = fc.property(
      fc.array(expression, { minLength: 20, maxLength: 20 }),
      fc.subarray(holes, { minLength: 1 }),
      (expressions, opened) => {
        const around = opened.reduce((text, [from, to]) => text.replace(from, to), surroundings)
        const whole = valuesOf(expressions, surroundings)
        for (const [at, value] of valuesOf(expressions, around).entries()) {
          const known = whole[at]
          if (!known) continue
          expect(mayBecome(value, known), `${expressions[at]}\n${around}`).toBe(true)
        }
      },
    )
    fc.assert(property, { numRuns: Math.ceil(numRuns / 20) })
  })
})

/** Whether a value with something unknown in it may be another once that is known. */
function mayBecome(value: Value, known: Value): boolean {
  // What fails once all is known is refused, whatever is thought of it before.
  if (known.kind === 'unknown' && isFailed(known)) return true
  if (value.kind === 'unknown') return !isFailed(value)
  if (value.kind === 'list' && known.kind === 'list') {
    if (value.isSet) return value.items.every((item) => known.items.some((each) => mayBecome(item, each)))
    return (
      value.items.length === known.items.length &&
      value.items.every((item, at) => known.items[at] !== undefined && mayBecome(item, known.items[at]))
    )
  }
  if (value.kind === 'map' && known.kind === 'map') {
    const isWhole = value.open !== undefined || value.entries.length === known.entries.length
    return (
      isWhole &&
      value.entries.every((entry) => {
        const other = entryOf(known, entry.key)
        return other !== undefined && mayBecome(entry.value, other.value)
      })
    )
  }
  if (value.kind === 'known' && known.kind === 'known') return String(value.value) === String(known.value)
  return isEqual(value, known) || unknownIn(known) !== undefined
}

describe('modules with changed bytes', () => {
  it('never break off', { timeout }, async () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.constantFrom(
        ...['{', '}', '"', '${', '%{', '[', ']', '(', ')', '<<E\n', '=', '?', ':', '\n', 'for', '.', '*'],
      ),
      fc.constantFrom(
        ...['#', '\u0000', '\\', '...', '=>', ',', '\ud800', '\u202e', 'null', '1e9', 'each.value', 'count'],
      ),
    )
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(8), piece), { minLength: 1, maxLength: 6 })
    const property = fc.asyncProperty(fc.constantFrom(...sources), fc.nat(), edits, async (files, which, changes) => {
      const names = Object.keys(files)
      const file = names[which % names.length] ?? ''
      const text = changes.reduce((now, [from, length, insert]) => {
        const offset = from % (now.length + 1)
        return now.slice(0, offset) + insert + now.slice(offset + length)
      }, files[file] ?? '')
      const changed = { ...files, [file]: text }
      for (const { file: at, line, column } of await findingsOf(changed)) {
        expect((changed[at] ?? '').split(/\r\n|\r|\n/)[line - 1]?.length ?? -1).toBeGreaterThanOrEqual(column - 1)
      }
    })
    await fc.assert(property, { numRuns })
  })
})
