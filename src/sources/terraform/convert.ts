import type { Expression } from '../../document/hcl/syntax.ts'
import type { Entry, Value } from '../resource/value.ts'
import { absent, toFlag, toNumber, toText, unknown } from './values.ts'

/**
 * A value as the type of its variable makes it: with the defaults of `optional`, without what an object does not name,
 * and scalars in the type that is asked for. What does not fit stays as it is; Terraform refuses it.
 */
export function convert(value: Value, type: Expression, defaultOf: (expression: Expression) => Value): Value {
  if (value.kind === 'unknown' || value.kind === 'absent') return value
  if (type.kind === 'name') return scalar(value, type.name)
  if (type.kind !== 'call') return value
  const [inner] = type.args
  if (value.kind === 'list' && inner && ['list', 'set'].includes(type.name)) {
    return { ...value, items: value.items.map((item) => convert(item, inner, defaultOf)) }
  }
  if (value.kind !== 'map' || !inner) return value
  if (type.name === 'map') {
    const entries = value.entries.map((entry) => ({ ...entry, value: convert(entry.value, inner, defaultOf) }))
    return { ...value, entries }
  }
  if (type.name !== 'object' || inner.kind !== 'object') return value
  const given = new Map(value.entries.map((entry) => [entry.key, entry]))
  const entries = inner.items.flatMap(({ key, value: wanted }): Entry[] => {
    const name = key.kind === 'literal' ? String(key.value) : undefined
    if (name === undefined) return []
    const entry = given.get(name)
    const isOptional = wanted.kind === 'call' && wanted.name === 'optional'
    const [memberType = wanted, fallback] = isOptional ? wanted.args : [wanted]
    if (entry && entry.value.kind !== 'absent')
      return [{ ...entry, value: convert(entry.value, memberType, defaultOf) }]
    if (!entry && value.open !== undefined)
      return [{ key: name, keySpan: key.span, value: unknown(value.open, value.span, true) }]
    const missing = fallback ? convert(defaultOf(fallback), memberType, defaultOf) : absent(value.span)
    return [{ key: name, keySpan: entry?.keySpan ?? key.span, value: missing }]
  })
  return { ...value, entries }
}

function scalar(value: Value, type: string): Value {
  if (value.kind !== 'known') return value
  if (type === 'string') return { ...value, value: toText(value) ?? value.value }
  if (type === 'number') return { ...value, value: toNumber(value) ?? value.value }
  return type === 'bool' ? { ...value, value: toFlag(value.value) ?? value.value } : value
}
