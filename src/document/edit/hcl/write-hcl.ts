import { isObject, type Json, type JsonObject } from '../../../model/json.ts'

/** Which names are blocks rather than arguments; of no other does the text tell. */
export type IsBlock = (name: string) => boolean

/** Arguments and blocks as `terraform fmt` leaves them: arguments first, aligned, and blocks apart. */
export function bodyLines(body: JsonObject, isBlock: IsBlock): string[] {
  const { own, blocks } = splitBody(body, isBlock)
  const parts = [
    ...(own.length > 0 ? [argumentLines(own)] : []),
    ...blocks.map(([name, inner]) => blockLines(name, inner, isBlock)),
  ]
  return parts.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]))
}

/** The arguments of a body itself, and its blocks. */
export function splitBody(
  body: JsonObject,
  isBlock: IsBlock,
): { own: [string, Json][]; blocks: [string, JsonObject][] } {
  const own: [string, Json][] = []
  const blocks: [string, JsonObject][] = []
  for (const [name, value] of Object.entries(body)) {
    if (isBlock(name) && isObject(value)) blocks.push([name, value])
    else own.push([name, value])
  }
  return { own, blocks }
}

function blockLines(name: string, body: JsonObject, isBlock: IsBlock): string[] {
  const inner = bodyLines(body, isBlock)
  return inner.length === 0 ? [`${name} {}`] : [`${name} {`, ...inner.map(deeper), '}']
}

/** `=` stands under `=` where one argument of a single line follows another. */
function argumentLines(entries: readonly (readonly [name: string, value: Json])[]): string[] {
  const isLong = (value: Json): boolean => isObject(value) && Object.keys(value).length > 0
  const groups: (readonly [string, Json])[][] = []
  for (const entry of entries) {
    const group = groups.at(-1)
    if (!group || isLong(entry[1]) || isLong(group[0]?.[1] ?? null)) groups.push([entry])
    else group.push(entry)
  }
  return groups.flatMap((group) => {
    const width = Math.max(...group.map(([name]) => name.length))
    return group.flatMap(([name, value]) => {
      if (!isLong(value)) return [`${name.padEnd(width)} = ${literal(value)}`]
      const items = Object.entries(value as JsonObject).map(([key, item]) => [objectKey(key), item] as const)
      return [`${name} = {`, ...argumentLines(items).map(deeper), '}']
    })
  })
}

const deeper = (line: string): string => (line === '' ? line : `  ${line}`)

/** A value on one line. */
export function literal(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (isObject(value)) {
    const items = Object.entries(value).map(([key, item]) => `${objectKey(key)} = ${literal(item)}`)
    return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`
  }
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value)
}

/** The key of an object: a name, or a text in quotes. */
export function objectKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : quoted(key)
}

/** As HCL escapes: `\b` and `\f` it does not know, and `${` would begin an expression. */
function quoted(text: string): string {
  return JSON.stringify(text)
    .replaceAll(/\\(["\\nrtu])|\\([bf])/g, (all, _, letter) =>
      letter === undefined ? all : letter === 'b' ? '\\u0008' : '\\u000c',
    )
    .replaceAll(/([$%])\{/g, '$1$1{')
}
