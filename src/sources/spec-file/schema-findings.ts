import { validateSpec } from '../../generated/validate-spec.js'
import type { Spec } from '../../lint/spec.ts'
import type { Finding } from '../../model/finding.ts'
import type { Json, JsonObject, Path } from '../../model/json.ts'
import { fromPointer } from '../../model/pointer.ts'
import { quoted } from '../../text/short.ts'
import { dotted, expected, shown, suggestion } from '../../validation/schema-words.ts'
import type { ErrorObject } from '../../validation/validation-error.ts'
import { loadFinding } from './finding.ts'
import { unknownKey } from './suggest.ts'

type Located = Pick<Spec, 'source' | 'arn'>

interface Violation {
  message: string
  path: Path
  /** The key is to blame, not its value. */
  atKey?: true
}

/** `schema` findings of a spec with its defaults, and the paths of values whose type is wrong. */
export function checkSchema(value: JsonObject, spec: Located): { findings: Finding[]; wrong: Path[] } {
  if (validateSpec(value)) return { findings: [], wrong: [] }
  const all = validateSpec.errors ?? []
  const ofType = new Set(all.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath))
  const errors = all.filter(
    (error) =>
      error.keyword !== 'propertyNames' &&
      !judgedByPolicy(error) &&
      // What is no number is neither too small nor too big; NaN would be both.
      (error.keyword === 'type' || !ofType.has(error.instancePath)),
  )
  const wrong = errors.filter(isOfWrongType).map(pathOf)
  const findings = errors.map((error) => toFinding(violationOf(error), spec))
  return { findings, wrong }
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

function violationOf(error: ErrorObject): Violation {
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
  return { message: `${dotted(path)} is ${shown(data)}; it ${expected(error)}.${suggestion(error)}`, path }
}
