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
  let text = ''
  for (const [at, part] of partsOf(message).entries()) text += at % 2 === 1 ? filled(part, data) : part
  return text
}

/** By message: there are as many findings as specs, and few messages. */
const known = new Map<string, string[]>()

/** The text and the `{{name}}` places of a message in turn. */
function partsOf(message: string): string[] {
  let parts = known.get(message)
  if (!parts) {
    parts = message.split(/(\{\{\s*[\w-]+\s*\}\})/)
    known.set(message, parts)
  }
  return parts
}

function filled(place: string, data: Readonly<Record<string, unknown>>): string {
  const name = place.slice(2, -2).trim()
  return name in data ? short(String(data[name]), mostOfValue) : place
}
