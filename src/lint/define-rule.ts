import { GuardError } from '../model/errors.ts'
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
 * @throws {GuardError} `Config` when the id is not kebab-case (a plugin's with its prefix) or there are no messages
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
  return rule
}
