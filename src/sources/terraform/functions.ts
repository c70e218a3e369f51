import { freeReferencesIn } from '../../document/hcl/references.ts'
import type { Expression } from '../../document/hcl/syntax.ts'
import type { UnknownValue, Value } from '../resource/value.ts'
import { collectionFunctions } from './collection-functions.ts'
import type { FunctionKind } from './function-kind.ts'
import type { Evaluate, Scope } from './scope.ts'
import { textFunctions } from './text-functions.ts'
import { failed, isFailed, known, textOf, unknown, unknownBy, unknownIn, weightOf } from './values.ts'

type Call = Extract<Expression, { kind: 'call' }>

/** What a call gives; one of a function that is not known here is unknown. */
export function callFunction(call: Call, scope: Scope, evaluate: Evaluate): Value {
  const { name, span } = call
  if (name === 'try' || name === 'can') return attempted(call, scope, evaluate)
  const found = functions.get(name)
  // Any value comes out of a text that is decoded, and of a function that a provider has.
  if (!found) return unknown(textOf(span), span, /decode$|::/.test(name))
  const args = argumentsOf(call, scope, evaluate)
  if (!Array.isArray(args)) return args
  if (!scope.around.budget.take(args.reduce((sum, arg) => sum + weightOf(arg), 0))) return unknown(textOf(span), span)
  const open = args.map((arg) => (found.lenient ? (arg.kind === 'unknown' ? arg : undefined) : unknownIn(arg)))
  const first = open.find((each) => each !== undefined)
  if (args.some((arg) => isFailed(arg))) return failed(span)
  if (first && !found.partial) return unknownBy(first, span, found.mayGiveNull)
  return found.call(args, span) ?? failed(span)
}

const functions = new Map<string, FunctionKind>([
  ...Object.entries(textFunctions),
  ...Object.entries(collectionFunctions),
])

function argumentsOf({ args, spreads, span }: Call, scope: Scope, evaluate: Evaluate): Value[] | Value {
  const values = args.map((arg) => evaluate(arg, scope))
  const last = values.at(-1)
  if (!spreads || !last) return values
  if (last.kind === 'unknown') return unknownBy(last, span)
  if (last.kind !== 'list') return failed(span)
  return [...values.slice(0, -1), ...last.items]
}

/** The first that does not fail; whether what leads to something unknown fails is unknown. */
function attempted({ name, args, span }: Call, scope: Scope, evaluate: Evaluate): Value {
  for (const arg of args) {
    const value = evaluate(arg, scope)
    const open = unknownIn(value) ?? openReference(arg, scope, evaluate)
    if (isFailed(value)) {
      if (name === 'can') return known(false, span)
      continue
    }
    if (open) return unknown(open.refersTo, span, name === 'try')
    return name === 'can' ? known(true, span) : value
  }
  return failed(span)
}

/** What a reference in an expression leads to, where that is unknown; a reference that fails is no answer. */
function openReference(expression: Expression, scope: Scope, evaluate: Evaluate): UnknownValue | undefined {
  for (const reference of freeReferencesIn(expression)) {
    const open = unknownIn(evaluate(reference.expression, scope))
    if (open && !isFailed(open)) return open
  }
  return undefined
}
