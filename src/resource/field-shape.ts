import schema from '../../schema/spec.schema.json' with { type: 'json' }
import type { Json } from '../model/json.ts'

/** What the API takes for a field, as far as that decides what a value in another language means. */
export type FieldShape =
  | { type: 'text'; allowed?: readonly string[] }
  | { type: 'number'; from: number; to: number }
  | { type: 'flag' }
  | { type: 'list' }
  /** Keys are free, values are text. */
  | { type: 'tags' }
  | { type: 'fields'; fields: Readonly<Record<string, FieldShape>> }

interface Schema {
  type?: unknown
  enum?: readonly Json[]
  minimum?: number
  maximum?: number
  properties?: Record<string, Schema>
}

/** Not part of a configuration: the target, and what is ours. */
const ofSpecs = ['infrastructureConfigurationArn', 'clientToken', 'x-guard']

type Fields = Extract<FieldShape, { type: 'fields' }>

let made: Fields | undefined

/** The fields of a configuration, made of the one schema once somebody asks: a spec in the API's own words does not. */
export function configurationShape(): Fields {
  made ??= {
    type: 'fields',
    fields: shapesOf(schema.definitions.fields.properties as unknown as Record<string, Schema>, ofSpecs),
  }
  return made
}

function shapesOf(properties: Record<string, Schema>, without: readonly string[] = []): Record<string, FieldShape> {
  const kept = Object.entries(properties).filter(([key]) => !without.includes(key))
  return Object.fromEntries(kept.map(([key, value]) => [key, shapeOf(value)]))
}

function shapeOf(field: Schema): FieldShape {
  const { type, minimum = 0, maximum = Number.MAX_SAFE_INTEGER, properties } = field
  const types = [type].flat()
  if (field.enum) return { type: 'text', allowed: field.enum.filter((value) => typeof value === 'string') }
  if (types.includes('array')) return { type: 'list' }
  if (types.includes('boolean')) return { type: 'flag' }
  if (types.includes('integer')) return { type: 'number', from: minimum, to: maximum }
  if (types.includes('object')) return properties ? { type: 'fields', fields: shapesOf(properties) } : { type: 'tags' }
  return { type: 'text' }
}
