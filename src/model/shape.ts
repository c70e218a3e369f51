import type { Json } from './json.ts'
import { isObject } from './json.ts'

/** What a value of JSON has to look like: a list has one shape for all items, `*` stands for any other key. */
export type Shape = 'text' | 'number' | 'boolean' | readonly [Shape] | { readonly [key: string]: Shape }

/** The shape of a type. The compiler keeps it complete. */
export type ShapeOf<T> = T extends string
  ? 'text'
  : T extends number
    ? 'number'
    : T extends boolean
      ? 'boolean'
      : T extends readonly (infer Item)[]
        ? readonly [ShapeOf<Item>]
        : { readonly [Key in keyof T]: ShapeOf<T[Key]> }

/**
 * Where a value has not its shape, as text to end a sentence with; undefined where it fits. Keys that the shape does not
 * know are none of its business, unless it is `strict`; then keys may be absent instead.
 */
export function misfit(value: Json | undefined, shape: Shape, strict = false, at = ''): string | undefined {
  const place = at === '' ? 'it' : at
  if (shape === 'text' || shape === 'number' || shape === 'boolean') {
    return typeof value === (shape === 'text' ? 'string' : shape) ? undefined : `${place} is no ${shape}`
  }
  if (isList(shape)) {
    if (!Array.isArray(value)) return `${place} is no list`
    return first(value.map((item, index) => [`${at}[${index}]`, item, shape[0]]))
  }
  if (!isObject(value)) return `${place} is no object`
  const within = (key: string): string => (at === '' ? key : `${at}.${key}`)
  const others = Object.keys(value).filter((key) => !Object.hasOwn(shape, key))
  const any = shape['*']
  if (strict && any === undefined && others[0] !== undefined) return `${within(others[0])} is not known`
  const known = Object.keys(shape).filter((key) => key !== '*' && (!strict || value[key] !== undefined))
  return first([
    ...known.map((key): Part => [within(key), value[key], shape[key] as Shape]),
    ...(any === undefined ? [] : others.map((key): Part => [within(key), value[key], any])),
  ])

  function first(parts: readonly Part[]): string | undefined {
    for (const [inner, part, wanted] of parts) {
      const problem = misfit(part, wanted, strict, inner)
      if (problem !== undefined) return problem
    }
    return undefined
  }
}

type Part = [at: string, value: Json | undefined, shape: Shape]

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape)
}
