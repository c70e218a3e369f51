import { GuardError } from '../model/errors.ts'
import { factNames } from '../model/facts.ts'
import type { JsonObject } from '../model/json.ts'
import type { Rule } from './rule.ts'

const idPattern = /^(?:[a-z0-9][a-z0-9-]*\/)?[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

/**
 * Makes a rule of its parts; `options` of the checks have the type of `defaults`.
 *
 * @example
 * export const noDefaultVpc = defineRule({
 *   id: 'acme/no-default-vpc',
 *   summary: 'Builds run in a subnet of ours.',
 *   severity: 'error',
 *   messages: { missing: 'State subnetId.' },
 *   *check({ config }) {
 *     if (!config.subnetId) yield { messageId: 'missing', path: ['subnetId'] }
 *   },
 * })
 * @throws {GuardError} `Config` when the id is not kebab-case (a plugin's with its prefix), there are no messages, or it
 * needs facts that there are not
 */
export function defineRule<Options = JsonObject>(rule: Rule<Options>): Rule<Options> {
  if (!idPattern.test(rule.id)) {
    throw new GuardError('Config', `Rule id ${JSON.stringify(rule.id)} is not kebab-case.`, {
      hint: 'Use lower case and hyphens, with a prefix for a plugin: acme/approved-subnets.',
    })
  }
  if (Object.keys(rule.messages).length === 0) {
    throw new GuardError('Config', `Rule ${rule.id} has no messages.`, { hint: 'Give each messageId its text.' })
  }
  const unknown = rule.needs?.find((name) => !factNames.includes(name))
  if (unknown !== undefined) {
    throw new GuardError('Config', `Rule ${rule.id} needs ${JSON.stringify(unknown)}, which is no fact.`, {
      hint: `Facts are ${factNames.join(', ')}.`,
    })
  }
  return rule
}
