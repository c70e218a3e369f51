import { validateSpec } from '../../generated/validate-spec.js'
import type { Spec } from '../../lint/spec.ts'
import type { Finding } from '../../model/finding.ts'
import type { Json, JsonObject, Path } from '../../model/json.ts'
import { fromPointer } from '../../model/pointer.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { quoted, short } from '../../text/short.ts'
import { dotted, expected, shown, suggestion } from '../../validation/schema-words.ts'
import type { ErrorObject } from '../../validation/validation-error.ts'
import { loadFinding } from './finding.ts'
import type { SpecSource } from './spec-source.ts'
import { unknownKey } from './suggest.ts'
import { whyNoTarget } from './target.ts'

type Located = Pick<Spec, 'source' | 'arn'>

interface Stated {
  source: SpecSource
  arn: string
}

interface Violation {
  message: string
  path: Path
  /** The key is to blame, not its value. */
  atKey?: true
}

/** `schema` findings of a spec with its defaults, and the paths of values whose type is wrong. */
export function checkSchema(value: JsonObject, spec: Stated): { findings: Finding[]; wrong: Path[] } {
  const target = targetFinding(value, spec)
  if (validateSpec(value)) return { findings: target, wrong: [] }
  const all = validateSpec.errors ?? []
  const ofType = new Set(all.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath))
  const errors = all.filter(
    (error) =>
      error.keyword !== 'propertyNames' &&
      (error.instancePath !== `/${targetPath}` || error.keyword !== 'pattern') &&
      !judgedByPolicy(error) &&
      // What is no number is neither too small nor too big; NaN would be both.
      (error.keyword === 'type' || !ofType.has(error.instancePath)),
  )
  const wrong = errors.filter(isOfWrongType).map(pathOf)
  const findings = errors.map((error) => toFinding(violationOf(error, spec), spec))
  return { findings: [...target, ...findings], wrong }
}

const targetPath = resourceType.arnField

/** More than a pattern can say of the target. */
function targetFinding(value: JsonObject, spec: Stated): Finding[] {
  const target = value[targetPath]
  if (typeof target !== 'string' || spec.arn === target) return []
  const why = whyNoTarget(target)
  if (why === undefined) return []
  return [toFinding({ message: `${targetPath} is ${quoted(target)}; ${why}.`, path: [targetPath] }, spec)]
}

export function toFinding({ message, path, atKey }: Violation, spec: Located): Finding {
  return loadFinding('schema', message, spec.source.place(path, atKey && 'key'), path, spec.arn)
}

/** Whether a suppression is complete is for `invalid-suppression` to say. */
function judgedByPolicy({ instancePath, keyword, data }: ErrorObject): boolean {
  if (!instancePath.startsWith('/x-guard/suppress/')) return false
  return (
    keyword === 'required' || keyword === 'minLength' || keyword === 'pattern' || (keyword === 'type' && data === null)
  )
}

function isOfWrongType({ keyword, data, params }: ErrorObject): boolean {
  if (keyword === 'type' || keyword === 'additionalProperties') return true
  return keyword === 'enum' && !(params.allowedValues as Json[]).some((allowed) => typeof allowed === typeof data)
}

function pathOf({ instancePath, keyword, params }: ErrorObject): Path {
  const path = fromPointer(instancePath)
  return keyword === 'additionalProperties' ? [...path, String(params.additionalProperty)] : path
}

function violationOf(error: ErrorObject, { source }: Stated): Violation {
  const { keyword, params, data, propertyName } = error
  const path = pathOf(error)
  if (propertyName !== undefined) {
    return {
      message: `Key ${quoted(propertyName)} of ${dotted(path)} ${expected(error)}.`,
      path: [...path, propertyName],
      atKey: true,
    }
  }
  if (keyword === 'additionalProperties') {
    const parent = fromPointer(error.instancePath).filter((key) => !/^\d+$/.test(key))
    return { message: `${unknownKey(String(params.additionalProperty), parent)}`, path, atKey: true }
  }
  const found = keyword === 'type' ? written(data, source.textAt(path)) : shown(data)
  return { message: `${dotted(path)} is ${found}; it ${expected(error)}${advice(error)}.${suggestion(error)}`, path }
}

/** A number or boolean as the file has it: 0x1F and 010 are other numbers than they look. */
function written(data: unknown, text: string): string {
  const isScalar = typeof data === 'number' || typeof data === 'boolean'
  return isScalar && text !== '' && !text.startsWith('*') ? short(text, 80) : shown(data)
}

/** What to do about a value of another type that only its quotes, or their absence, made. */
function advice({ keyword, params, data }: ErrorObject): string {
  if (keyword !== 'type') return ''
  const types = [params.type].flat()
  if ((typeof data === 'number' || typeof data === 'boolean') && types.includes('string')) return ': quote it'
  if (typeof data !== 'string') return ''
  if (types.includes('integer') && /^\d+$/.test(data)) return ': leave the quotes off'
  if (types.includes('boolean') && /^(?:true|yes|y|on)$/i.test(data)) return ': write true'
  if (types.includes('boolean') && /^(?:false|no|n|off)$/i.test(data)) return ': write false'
  return ''
}
