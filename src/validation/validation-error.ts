/** An error of a compiled validator, in ajv's shape as far as we read it. */
export interface ErrorObject {
  keyword: string
  /** JSON Pointer of the value that failed. */
  instancePath: string
  params: Record<string, unknown>
  /** Not of specs and configs. */
  message?: string
  /** The schema that the keyword stands in. Not of specs, configs and reports. */
  parentSchema?: unknown
  /** Where in the schema; likewise. */
  schemaPath?: string
  /** The key that failed, of an error about a key itself. */
  propertyName?: string
  /** The value that failed. */
  data?: unknown
}

/** Lists what is wrong with a value. */
export type Validate = (value: unknown) => ErrorObject[]

/** One that was compiled when the package was made, as ajv makes them. */
export function listing(compiled: { (value: unknown): boolean; errors: ErrorObject[] | null }): Validate {
  return (value) => (compiled(value) ? [] : (compiled.errors ?? []))
}
