import { validateSpec } from '../../generated/validate-spec.js'
import { makeFinding } from '../../lint/make-finding.ts'
import type { Subject } from '../../lint/subject.ts'
import type { Finding } from '../../model/finding.ts'
import type { JsonObject, Path } from '../../model/json.ts'
import { fromPointer } from '../../model/pointer.ts'
import { configurationShape, type FieldShape } from '../../resource/field-shape.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { exampleArn } from '../../resource/target-arn.ts'
import { closestName, list } from '../../text/closest-name.ts'
import { quoted } from '../../text/short.ts'
import { expected, shown, suggestion } from '../../validation/schema-words.ts'
import type { ErrorObject } from '../../validation/validation-error.ts'
import type { Dialect, Mistake } from './configuration-of.ts'
import type { ResourceSource } from './resource-source.ts'

type About = Pick<Subject, 'origin' | 'address' | 'root' | 'arn'>

/** `schema` findings of a resource: unknown and wrong properties, in its own names, and required ones that are absent. */
export function schemaFindings(
  known: JsonObject,
  mistakes: readonly Mistake[],
  source: ResourceSource,
  about: About,
  dialect: Dialect & { required: readonly Path[] },
): Finding[] {
  const finding = (message: string, path: Path, part?: 'key'): Finding => {
    const place = source.place(path, part)
    const text = source.masked(message) + (place.note ?? '')
    return makeFinding({
      ruleId: 'schema',
      severity: 'error',
      message: text,
      place,
      path,
      arn: about.arn,
      subject: about,
    })
  }
  const { naming, required } = dialect
  const named = naming.ownPath
  return [
    ...mistakes.map(({ path, value, unknownKey }) => {
      if (unknownKey) {
        const { key } = unknownKey
        const place = { ...source.place([]), ...source.placeOfSpan(unknownKey.keySpan) }
        const message = `Unknown property ${quoted(key)}; ${hintFor(key, path.slice(0, -1), dialect)}`
        return makeFinding({
          ruleId: 'schema',
          severity: 'error',
          message,
          place,
          path,
          arn: about.arn,
          subject: about,
        })
      }
      const found = value.kind === 'known' ? source.masked(shown(value.value)) : `a ${value.kind}`
      return finding(`${named(path)} is ${found}; it must be ${wanted(path)}.`, path)
    }),
    ...errorsOf(known).map((error) => {
      const path = fromPointer(error.instancePath)
      if (error.propertyName !== undefined) {
        const key = [...path, error.propertyName]
        return finding(`Key ${quoted(error.propertyName)} of ${named(path)} ${expected(error)}.`, key, 'key')
      }
      const found = source.masked(shown(error.data))
      const isSecret = found !== shown(error.data)
      return finding(`${named(path)} is ${found}; it ${expected(error)}.${isSecret ? '' : suggestion(error)}`, path)
    }),
    ...required
      .filter((path) => !source.isThere(path))
      .map((path) => finding(`${path.join('.')} is missing; it is required.`, path)),
  ]
}

function errorsOf(known: JsonObject): ErrorObject[] {
  if (validateSpec({ [resourceType.arnField]: exampleArn, ...known })) return []
  return (validateSpec.errors ?? []).filter(({ keyword }) => keyword !== 'propertyNames' && keyword !== 'type')
}

function hintFor(key: string, path: Path, { naming, beside, lacking }: Dialect): string {
  const shape = shapeAt(path)
  const without = path.length === 0 ? (lacking?.fields ?? []) : []
  if (lacking && without.map(naming.ownName).includes(key)) return lacking.why
  const fields = shape?.type === 'fields' ? Object.keys(shape.fields) : []
  const names = fields.filter((name) => !without.includes(name)).map(naming.ownName)
  const all = path.length === 0 ? [...names, ...beside] : names
  const closest = closestName(key, all)
  if (closest !== undefined) return `did you mean ${JSON.stringify(closest)}?`
  return `there ${all.length === 1 ? 'is' : 'are'} ${list(all)
    .replaceAll('"', '')
    .replace(/ or (?=[^,]*$)/, ' and ')}.`
}

function wanted(path: Path): string {
  const words = {
    text: 'text',
    number: 'a number',
    flag: 'true or false',
    list: 'a list',
    tags: 'a map',
    fields: 'a map',
  }
  return words[shapeAt(path)?.type ?? 'text']
}

function shapeAt(path: Path): FieldShape | undefined {
  return path.reduce<FieldShape | undefined>((shape, key) => {
    if (shape?.type === 'fields') return shape.fields[String(key)]
    return shape?.type === 'list' || shape?.type === 'tags' ? { type: 'text' } : undefined
  }, configurationShape())
}
