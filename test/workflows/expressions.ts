import { data, Evaluator, Lexer, Parser } from '@actions/expressions'

/** What `${{ }}` can name. */
export type Contexts = Record<string, unknown>

const wholePattern = /^\$\{\{([\s\S]*)\}\}$/

/** A value of a workflow with its `${{ }}` filled in, by GitHub's own expressions. */
export function filled(value: unknown, contexts: Contexts): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, contexts))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, contexts)]))
  }
  if (typeof value !== 'string') return value
  const whole = wholePattern.exec(value)?.[1]
  if (whole !== undefined && !whole.includes('}}')) return evaluated(whole, contexts)
  return value.replace(/\$\{\{([\s\S]*?)\}\}/g, (_, expression) => String(evaluated(expression, contexts)))
}

/** Whether a step or job runs: as its `if` says, which without a status function means `success() &&`. */
export function holds(condition: unknown, contexts: Contexts, hasFailed: boolean): boolean {
  const text = String(condition ?? 'success()').replace(wholePattern, '$1')
  const asked = /\b(always|failure|success|cancelled)\(\)/.test(text) ? text : `success() && (${text})`
  return Boolean(evaluated(asked, contexts, hasFailed))
}

function evaluated(expression: string, contexts: Contexts, hasFailed = false): unknown {
  const status = { always: true, success: !hasFailed, failure: hasFailed, cancelled: false }
  const functions = Object.entries(status).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }))
  const parsed = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse()
  const known = JSON.parse(JSON.stringify(contexts), data.reviver)
  const result = new Evaluator(parsed, known, new Map(functions.map((item) => [item.name, item]))).evaluate()
  return JSON.parse(JSON.stringify(result, data.replacer))
}
