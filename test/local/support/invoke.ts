import { membersOf, type OperationName, operations, shapeOf } from '../../../src/local/model.ts'
import type { JsonObject } from '../../../src/model/json.ts'
import { type RawAnswer, send } from './client.ts'

/** Sends an operation's input, each member where the model places it: path, query or body. */
export function invoke(url: string, name: OperationName, input: JsonObject): Promise<RawAnswer> {
  const { method, uri, input: shapeName } = operations[name]
  const query = new URLSearchParams()
  const body = { ...input }
  let path = uri
  for (const [member, { location }] of membersOf(shapeOf(shapeName))) {
    if (!location) continue
    const value = input[member] ?? ''
    delete body[member]
    if (location === 'uri') path = path.replace(`{${member}}`, encodeURIComponent(String(value)))
    else for (const item of [value].flat()) if (Object.hasOwn(input, member)) query.append(member, String(item))
  }
  const target = query.size > 0 ? `${path}?${query}` : path
  return send(url, target, method === 'GET' || method === 'DELETE' ? { method } : { method, body })
}
