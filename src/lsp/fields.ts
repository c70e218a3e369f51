import schema from '../../schema/spec.schema.json' with { type: 'json' }
import type { Path } from '../model/json.ts'
import { apiNaming, type Naming } from '../resource/names.ts'

/** What the schema says of a field of a spec. */
export interface Field {
  $ref?: string
  description?: string
  type?: string | readonly string[]
  enum?: readonly unknown[]
  minimum?: number
  maximum?: number
  properties?: Readonly<Record<string, Field>>
  items?: Field
}

const definitions = schema.definitions as unknown as Readonly<Record<string, Field>>
const top: Field = { properties: definitions.fields?.properties ?? {} }

function resolved(field: Field | undefined): Field | undefined {
  const name = field?.$ref?.replace('#/definitions/', '')
  if (name === undefined) return field
  return { ...definitions[name], ...(field?.description !== undefined && { description: field.description }) }
}

/** A field by the names that lead to it in a language; places in lists do not count. Undefined where there is none. */
export function fieldAt(path: Path, naming: Naming = apiNaming): Field | undefined {
  let at: Field | undefined = top
  for (const key of path) {
    if (typeof key === 'number') continue
    at = fieldsOf(at, naming).find(({ name }) => name === key)?.field
    if (!at) return undefined
  }
  return at
}

/** What can stand below a field, in the language's names. */
export function fieldsOf(field: Field | undefined, naming: Naming = apiNaming): { name: string; field: Field }[] {
  const inner = resolved(field?.items) ?? field
  return Object.entries(inner?.properties ?? {}).map(([name, each]) => ({
    name: naming.ownName(name),
    field: resolved(each) ?? each,
  }))
}

/** What stands in the envelope of a file with several specs. */
export const envelope: readonly { name: string; field: Field }[] = fieldsOf(definitions.envelope)

/** The values that a field takes, where they can be counted. */
export function valuesOf({ type, enum: values }: Field): string[] {
  if (values) return values.filter((value) => typeof value === 'string')
  return [type].flat().includes('boolean') ? ['true', 'false'] : []
}

/** What a field takes, in a few words. */
export function takes(field: Field): string {
  const values = valuesOf(field)
  if (values.length > 0) return values.map((value) => `\`${value}\``).join(', ')
  const { type, minimum, maximum } = field
  const types = [type].flat().filter((each) => each !== undefined && each !== 'null')
  const range = minimum === undefined || maximum === undefined ? '' : ` from ${minimum} to ${maximum}`
  return types.join(' or ').replace('array', 'list').replace('object', 'map') + range
}
