import type { Rule } from '../lint/rule.ts'
import { listing, type Validate } from '../validation/validation-error.ts'

/** Of the options of built-in rules, as they were compiled when the package was made. Most configs give no options at all. */
export async function ownValidators(asked: readonly Rule[]): Promise<Map<Rule, Validate>> {
  if (!asked.some(({ options }) => options)) return new Map()
  const { optionValidators } = await import('../generated/validate-options.js')
  return new Map(
    asked.flatMap((rule): [Rule, Validate][] => {
      const compiled = optionValidators[rule.id]
      return compiled ? [[rule, listing(compiled)]] : []
    }),
  )
}
