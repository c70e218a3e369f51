import { loadHcl } from '../../src/document/hcl/load-hcl.ts'
import type { Value } from '../../src/sources/resource/value.ts'
import { Budget } from '../../src/sources/terraform/budget.ts'
import { evaluate } from '../../src/sources/terraform/evaluate.ts'
import { ModuleInstance } from '../../src/sources/terraform/instance.ts'
import { parseModule } from '../../src/sources/terraform/parse-module.ts'
import { isFailed } from '../../src/sources/terraform/values.ts'
import { surroundings } from './terraform-expressions.ts'

/** The value as JSON; `fails` where Terraform would refuse it, `unknown` where nothing is said. */
export type Answer = { json: unknown } | 'fails' | 'unknown'

const hcl = await loadHcl()

/** What expressions are between `surroundings`, each alone. */
export function answersTo(expressions: readonly string[]): Answer[] {
  return valuesOf(expressions, surroundings).map(answerOf)
}

/** The values of expressions between the blocks that they refer to. */
export function valuesOf(expressions: readonly string[], around: string): Value[] {
  const locals = expressions.map((each, at) => `locals {\n  e${at} = ${each}\n}\n`)
  const files = [{ file: 'main.tf', text: around + locals.join(''), isOverride: false }]
  const module = parseModule({ folder: '', files, values: [] }, hcl, [])
  const [problem] = module.problems
  if (problem) throw new Error(`${problem.message} ${problem.span.text.slice(problem.span.start).slice(0, 200)}`)
  return expressions.map((_, at) => {
    const attribute = module.locals.get(`e${at}`)
    const { scope } = new ModuleInstance(module, () => undefined, new Budget())
    if (!attribute) throw new Error(`local.e${at} is not read.`)
    return evaluate(attribute.value, scope)
  })
}

function answerOf(value: Value): Answer {
  let open: Answer | undefined
  const plain = (each: Value): unknown => {
    if (each.kind === 'unknown') open ??= isFailed(each) ? 'fails' : 'unknown'
    if (each.kind === 'list') return each.items.map(plain)
    if (each.kind !== 'map') return each.kind === 'known' ? each.value : null
    if (each.open !== undefined) open ??= 'unknown'
    return Object.fromEntries(each.entries.map(({ key, value: inner }) => [key, plain(inner)]))
  }
  const json = plain(value)
  return open ?? { json }
}

/** A value with its scalars as texts: which of the two a number is makes no difference where it is used. */
function asTexts(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(asTexts)
  if (typeof json === 'object' && json !== null) {
    return Object.fromEntries(
      Object.entries(json)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => [key, asTexts(value)]),
    )
  }
  // Terraform counts in decimals, and further than we do.
  return json === null ? null : String(typeof json === 'number' ? Number(json.toPrecision(12)) : json)
}

/** Whether what is said of an expression can stand beside what Terraform says: `!` where it refuses. */
export function agrees(ours: Answer, terraform: string): boolean {
  // What Terraform refuses is never deployed, so it may be anything.
  if (terraform === '!' || ours === 'unknown') return true
  return ours !== 'fails' && JSON.stringify(asTexts(ours.json)) === JSON.stringify(asTexts(JSON.parse(terraform)))
}
