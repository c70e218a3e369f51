import { rangeOf } from '../../document/position.ts'
import { toJson, withDefaults } from '../../document/yaml/to-json.ts'
import type { Spec } from '../../lint/spec.ts'
import type { Finding } from '../../model/finding.ts'
import type { Json, JsonObject, Path } from '../../model/json.ts'
import { isObject } from '../../model/json.ts'
import type { Guard, SpecSuppression } from '../../model/spec.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { checkSchema, toFinding } from './schema-findings.ts'
import type { SpecSource } from './spec-source.ts'
import { whyNoTarget } from './target.ts'

/** A spec of its node and the file's defaults, with what the schema objects to. */
export function buildSpec(source: SpecSource): { spec: Spec; findings: Finding[] } {
  const { own, defaults, file, text } = source
  const value = withDefaults(toJson(own), defaults && toJson(defaults)) as JsonObject
  const stated = value[resourceType.arnField]
  const arn = typeof stated === 'string' && whyNoTarget(stated) === undefined ? stated : ''
  const { findings, wrong } = checkSchema(value, { source, arn })
  for (const path of wrong.toReversed()) remove(value, path)

  const { [resourceType.arnField]: _, clientToken, 'x-guard': guardValue, ...config } = value
  const guard = readGuard(guardValue)
  const update = guard.update ?? 'merge'
  const spec: Spec = {
    arn,
    update,
    guard,
    config,
    location: { file, ...rangeOf(text, own.start, own.end) },
    source: wrong.length > 0 ? source.withWrong(wrong) : source,
    ...(guard.imageType && { imageType: guard.imageType }),
    ...(typeof clientToken === 'string' && { clientToken }),
  }
  return { spec, findings: [...findings, ...missing(value, spec, stated)] }
}

/** What the schema cannot say because it depends on the update mode. */
function missing({ instanceProfileName, parentInstance }: JsonObject, spec: Spec, arn: Json | undefined): Finding[] {
  const absent = (path: Path, why: string): Finding =>
    toFinding({ message: `${path.join('.')} is missing; ${why}.`, path }, spec)
  const findings: Finding[] = []
  if (arn === undefined) findings.push(absent([resourceType.arnField], 'it names the configuration to update'))
  if (spec.update !== 'replace') return findings
  const group = isObject(parentInstance) ? parentInstance.autoScalingGroup : undefined
  if (instanceProfileName === undefined && !findings.some(({ pointer }) => pointer === '/instanceProfileName')) {
    findings.push(absent(['instanceProfileName'], 'a spec with update: replace is the whole configuration'))
  }
  if (isObject(group) && Object.keys(group).length > 0 && group.name === undefined) {
    findings.push(absent(['parentInstance', 'autoScalingGroup', 'name'], 'the service requires it'))
  }
  return findings
}

/** `x-guard` as far as it is well-formed; a value out of its enum counts as absent. */
function readGuard(value: Json | undefined): Guard {
  if (!isObject(value)) return {}
  const { imageType, update, suppress } = value
  return {
    ...((imageType === 'AMI' || imageType === 'DOCKER') && { imageType }),
    ...((update === 'merge' || update === 'replace') && { update }),
    ...(Array.isArray(suppress) && { suppress: suppress.map(readSuppression) }),
  }
}

function readSuppression(value: Json): SpecSuppression {
  if (!isObject(value)) return {}
  const texts = (['rule', 'reason', 'expires'] as const).filter((key) => typeof value[key] === 'string')
  return Object.fromEntries(texts.map((key) => [key, value[key]]))
}

/** Takes a value out; list items last to first, so that indexes hold. */
function remove(value: JsonObject, path: Path): void {
  const parent = path.slice(0, -1).reduce<Json | undefined>((at, key) => (at as JsonObject | undefined)?.[key], value)
  const key = path.at(-1) as string
  if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else if (isObject(parent)) delete parent[key]
}
