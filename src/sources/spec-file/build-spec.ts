import type { SourceNode } from '../../document/node.ts'
import { locationOf } from '../../document/position.ts'
import type { Spec } from '../../lint/spec.ts'
import { append } from '../../model/append.ts'
import type { Finding } from '../../model/finding.ts'
import type { Json, JsonObject, Path } from '../../model/json.ts'
import { isObject } from '../../model/json.ts'
import type { Guard, SpecSuppression } from '../../model/spec.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { checkSchema, toFinding } from './schema-findings.ts'
import type { SpecSource } from './spec-source.ts'
import { whyNoTarget } from './target.ts'

/** A spec of what a file states, with what the schema objects to. */
export function buildSpec(source: SpecSource, { start, end }: SourceNode): { spec: Spec; findings: Finding[] } {
  const { whole, file, text } = source
  const stated = whole[resourceType.arnField]
  const arn = typeof stated === 'string' && whyNoTarget(stated) === undefined ? stated : ''
  const { findings, wrong } = checkSchema(whole, { source, arn })
  const value = without(whole, wrong) as JsonObject
  const { clientToken } = value
  const config: JsonObject = {}
  for (const key in value) if (!besideConfig.has(key)) config[key] = value[key] as Json
  const guard = readGuard(value['x-guard'])
  const update = guard.update ?? 'merge'
  const spec: Spec = {
    arn,
    update,
    guard,
    config,
    location: locationOf(file, text, start, end),
    source: wrong.length > 0 ? source.withWrong(wrong) : source,
  }
  if (guard.imageType) spec.imageType = guard.imageType
  if (typeof clientToken === 'string') spec.clientToken = clientToken
  append(findings, missing(value, spec, stated))
  return { spec, findings }
}

const besideConfig: ReadonlySet<string> = new Set([resourceType.arnField, 'clientToken', 'x-guard'])

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
  const guard: Guard = {}
  if (imageType === 'AMI' || imageType === 'DOCKER') guard.imageType = imageType
  if (update === 'merge' || update === 'replace') guard.update = update
  if (Array.isArray(suppress)) guard.suppress = suppress.map(readSuppression)
  return guard
}

function readSuppression(value: Json): SpecSuppression {
  if (!isObject(value)) return {}
  const texts = (['rule', 'reason', 'expires'] as const).filter((key) => typeof value[key] === 'string')
  return Object.fromEntries(texts.map((key) => [key, value[key]]))
}

/** A value with those at some paths taken out of it: what specs share stays as it is. */
function without(value: Json, paths: readonly Path[]): Json {
  if (paths.length === 0) return value
  const inside = Map.groupBy(paths, ([key]) => String(key))
  const kept = (key: string, inner: Json): Json[] => {
    const own = inside.get(key)
    if (!own) return [inner]
    return own.some(({ length }) => length === 1)
      ? []
      : [
          without(
            inner,
            own.map((path) => path.slice(1)),
          ),
        ]
  }
  if (Array.isArray(value)) return value.flatMap((item, at) => kept(String(at), item))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => kept(key, inner).map((left): [string, Json] => [key, left])),
  )
}
