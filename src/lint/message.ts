import { short } from '../text/short.ts'
import type { Rule, Violation } from './rule.ts'

/** Room for a few file names. */
const mostOfValue = 300

/**
 * What a rule says of a violation: its message with the `{{name}}` places filled, long values cut.
 * @throws {Error} when the rule has no such message
 */
export function messageOf(
  rule: Pick<Rule, 'id' | 'messages'>,
  { messageId, data = {} }: Pick<Violation, 'messageId' | 'data'>,
): string {
  const message = rule.messages[messageId]
  if (message === undefined) throw new Error(`${rule.id} has no message ${JSON.stringify(messageId)}`)
  if (!message.includes('{{')) return message
  return message.replaceAll(/\{\{\s*([\w-]+)\s*\}\}/g, (place, name: string) =>
    name in data ? short(String(data[name]), mostOfValue) : place,
  )
}
