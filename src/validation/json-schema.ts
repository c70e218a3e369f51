import type { RegExpLike } from 'ajv/dist/types/index.js'
import type { Json, JsonObject } from '../model/json.ts'
import { fromPointer } from '../model/pointer.ts'
import type { ErrorObject, Validate } from './validation-error.ts'

/** Counted with what each `$ref` stands for, so that a small schema cannot ask for a lot of work. */
const mostNodes = 1_000

/**
 * Compiles somebody else's schema, draft-07; its patterns run on an engine that takes linear time. The libraries are loaded when the first
 * schema is.
 * @throws {SchemaError} when the schema is no draft-07, too big, refers to itself or elsewhere, or has a pattern that
 * takes more than linear time
 */
export async function compileSchema(schema: JsonObject): Promise<Validate> {
  checkBounds(schema)
  const { Ajv, RE2JS } = await import('./engines.ts')
  const compilePattern = (pattern: string): RegExpLike => {
    try {
      const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern))
      return { test: (text) => compiled.test(text) }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new SchemaError(`the pattern ${JSON.stringify(pattern)} cannot run in linear time (${reason})`)
    }
  }
  const regExp = Object.assign(compilePattern, { code: 'linear' })
  try {
    const validate = new Ajv({
      allErrors: true,
      verbose: true,
      strictTypes: false,
      strictRequired: false,
      code: { regExp },
    }).compile(schema)
    return (value) => (validate(value) ? [] : ((validate.errors ?? []) as ErrorObject[]))
  } catch (error) {
    if (error instanceof SchemaError) throw error
    throw new SchemaError(error instanceof Error ? error.message : String(error))
  }
}

export class SchemaError extends Error {}

function checkBounds(schema: JsonObject): void {
  let nodes = 0
  const count = (value: Json, refs: readonly string[]): void => {
    if (++nodes > mostNodes) throw new SchemaError(`it has more than ${mostNodes} nodes, with what its $refs stand for`)
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (key !== '$ref' || typeof inner !== 'string') count(inner, refs)
      else if (refs.includes(inner)) throw new SchemaError(`its $ref ${JSON.stringify(inner)} leads back to itself`)
      else count(resolveRef(schema, inner), [...refs, inner])
    }
  }
  count(schema, [])
}

function resolveRef(schema: JsonObject, ref: string): Json {
  const steps = ref === '#' || ref.startsWith('#/') ? fromPointer(decodeURIComponent(ref.slice(1))) : undefined
  let at: Json | undefined = steps && schema
  for (const key of steps ?? []) {
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as JsonObject)[key] : undefined
  }
  if (at === undefined) throw new SchemaError(`its $ref ${JSON.stringify(ref)} is no place in the schema itself`)
  return at
}
