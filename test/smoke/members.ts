/** What there is to be used, and what the cases use: so that a member without a case is found. */

/** What is read of a JSON Schema. */
export interface Schema {
  $ref?: string
  type?: string
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  items?: Schema | Schema[]
  anyOf?: Schema[]
  definitions?: Record<string, Schema>
}

/** Paths of a schema's members: `overrides/files`, with `*` for each key of a map. */
export function membersOf(schema: Schema, whole: Schema = schema, path: string[] = []): string[] {
  const { $ref, properties = {}, additionalProperties, items, anyOf = [] } = schema
  const within = (inner: Schema, ...more: string[]): string[] => membersOf(inner, whole, [...path, ...more])
  const own = Object.entries(properties).flatMap(([name, inner]) => [[...path, name].join('/'), ...within(inner, name)])
  const definition = $ref && whole.definitions?.[$ref.replace('#/definitions/', '')]
  return [
    ...own,
    ...(definition ? within(definition) : []),
    ...(typeof additionalProperties === 'object'
      ? [[...path, '*'].join('/'), ...within(additionalProperties, '*')]
      : []),
    ...(items ? [items].flat().flatMap((inner) => within(inner)) : []),
    ...anyOf.flatMap((inner) => within(inner)),
  ]
}

/** Which of these members a value has. */
export function membersIn(value: unknown, known: readonly string[], path: string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => membersIn(item, known, path))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [
      [...path, key],
      [...path, '*'],
    ].find((candidate) => known.includes(candidate.join('/')))
    return at === undefined ? [] : [at.join('/'), ...membersIn(inner, known, at)]
  })
}
