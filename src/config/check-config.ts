import schema from '../../schema/config.schema.json' with { type: 'json' }
import type { ConfigFile } from '../generated/config.ts'
import { validateConfig } from '../generated/validate-config.js'
import type { Path } from '../model/json.ts'
import { fromPointer } from '../model/pointer.ts'
import { closestName, list } from '../text/closest-name.ts'
import { dotted, expected, shown, suggestion } from '../validation/schema-words.ts'
import type { ErrorObject } from '../validation/validation-error.ts'
import { type ConfigSource, takeOut } from './config-source.ts'
import type { Problem, Problems } from './problems.ts'

/** The part of `value` that has a config's shape; what is wrong with the rest is added to `problems`. */
export function checkConfig(source: Omit<ConfigSource, 'value'>, value: unknown, problems: Problems): ConfigFile {
  if (isConfig(value)) return value
  const errors = validateConfig.errors ?? []
  // Of a choice that fails, every branch complains; one sentence about the choice says more.
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath)
  for (const error of errors) {
    const { keyword, instancePath } = error
    if (keyword === 'anyOf') problems.add(source, choiceProblem(error))
    else if (choices.some((choice) => instancePath === choice || instancePath.startsWith(`${choice}/`))) continue
    else if (keyword !== 'propertyNames') problems.add(source, problemOf(error))
  }
  return withoutProblems(value)
}

/** Takes out what the schema objects to, so that the names in the rest are checked in the same run. */
function withoutProblems(value: unknown): ConfigFile {
  const rest: unknown = JSON.parse(JSON.stringify(value) ?? 'null')
  while (!isConfig(rest)) {
    const [error] = validateConfig.errors ?? []
    const path = fromPointer(error?.instancePath ?? '')
    if (error?.keyword === 'additionalProperties') path.push(String(error.params.additionalProperty))
    const key = path.pop()
    if (key === undefined) return {}
    const parent = path.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], rest) as object
    // A hole in a list would be one more mistake.
    if (Array.isArray(parent)) takeOut(parent, Number(key))
    else Reflect.deleteProperty(parent, key)
  }
  return rest
}

const isConfig = (value: unknown): value is ConfigFile => validateConfig(value)

function problemOf(error: ErrorObject): Problem {
  const { keyword, params, data, instancePath, propertyName } = error
  const path = fromPointer(instancePath)
  if (propertyName !== undefined) {
    const message = `Key ${JSON.stringify(propertyName)} of ${dotted(path)} ${expected(error)}.`
    return { message, path: [...path, propertyName], atKey: true }
  }
  if (keyword === 'additionalProperties') {
    const key = String(params.additionalProperty)
    return { message: unknownKey(key, path), path: [...path, key], atKey: true }
  }
  if (keyword === 'required') {
    const missing = String(params.missingProperty)
    return { message: `${dotted(path)} has no ${missing}.`, path: [...path, missing] }
  }
  const name = path.length === 0 ? 'The config' : dotted(path)
  return { message: `${name} is ${shown(data)}; it ${expected(error)}.${suggestion(error)}`, path }
}

const severities = schema.definitions.severity.enum

const choices: Record<string, string> = {
  extends: 'a preset, a file or a package, or a list of them',
  rate: '"auto" or a number above 0, such as 19.4',
  maxFailures: 'a count, or a share such as "5%"',
  waves: 'a count, or a share such as "10%"',
}

function choiceProblem({ instancePath, data }: ErrorObject): Problem {
  const path = fromPointer(instancePath)
  if (path.includes('rules')) return severityProblem(path, data)
  const what = choices[path.findLast((key) => key in choices) ?? ''] ?? 'something else'
  return { message: `${dotted(path)} is ${shown(data)}; it must be ${what}.`, path }
}

function severityProblem(path: Path, data: unknown): Problem {
  const severity = Array.isArray(data) ? data[0] : data
  const closest = typeof severity === 'string' ? closestName(severity, severities) : undefined
  const hint = closest === undefined || closest === severity ? '' : ` Did you mean ${JSON.stringify(closest)}?`
  const found = Array.isArray(data) ? JSON.stringify(data) : shown(data)
  const message = `${dotted(path)} is ${found}; it must be ${list(severities)}, alone or as [severity, options].${hint}`
  return { message, path }
}

interface ObjectSchema {
  $ref?: string
  properties?: Record<string, ObjectSchema>
  items?: ObjectSchema
  additionalProperties?: boolean | ObjectSchema
}

function unknownKey(key: string, path: readonly string[]): string {
  const place = path.length === 0 ? '' : ` in ${dotted(path)}`
  const known = keysAt(path)
  const closest = closestName(key, known)
  const hint = closest === undefined ? `expected ${list(known)}.` : `did you mean ${JSON.stringify(closest)}?`
  return `Unknown key ${JSON.stringify(key)}${place}; ${hint}`
}

function keysAt(path: readonly string[]): string[] {
  const definitions: Record<string, ObjectSchema> = schema.definitions as Record<string, ObjectSchema>
  const resolve = (at: ObjectSchema): ObjectSchema =>
    at.$ref === undefined ? at : (definitions[at.$ref.split('/').at(-1) as string] as ObjectSchema)
  let at: ObjectSchema = schema as unknown as ObjectSchema
  for (const key of path) {
    const others = typeof at.additionalProperties === 'object' ? at.additionalProperties : undefined
    at = resolve(at.properties?.[key] ?? at.items ?? others ?? {})
  }
  return Object.keys(at.properties ?? {})
}
