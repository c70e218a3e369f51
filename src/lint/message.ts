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
  const { head, places } = partsOf(message)
  const pieces = [head]
  for (const { place, name, after } of places)
    pieces.push(name in data ? short(String(data[name]), mostOfValue) : place, after)
  // Joined, a message is one string; of thousands that are added up, each piece is looked through by each collection of garbage.
  return pieces.join('')
}

/** A message: what stands before its first place, and each place with what follows it. */
interface Parts {
  head: string
  places: { place: string; name: string; after: string }[]
}

/** By message: there are as many findings as specs, and few messages. */
const known = new Map<string, Parts>()

function partsOf(message: string): Parts {
  const held = known.get(message)
  if (held) return held
  const [head = '', ...rest] = message.split(/(\{\{\s*([\w-]+)\s*\}\})/)
  const places: Parts['places'] = []
  for (let at = 0; at < rest.length; at += 3) {
    const [place = '', name = '', after = ''] = rest.slice(at, at + 3)
    places.push({ place, name, after })
  }
  const parts = { head, places }
  known.set(message, parts)
  return parts
}
