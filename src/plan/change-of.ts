import type { Spec } from '../lint/spec.ts'
import type { PlannedChange } from '../model/change.ts'
import type { JsonObject } from '../model/json.ts'
import type { ImageType } from '../model/spec.ts'
import { requestOf, tagsOf, unnameableOf } from '../resource/configuration.ts'
import { diffFields, namePointers } from '../resource/field-diff.ts'
import { overlay } from '../resource/overlay.ts'

/** What a spec would change of its live configuration. */
export function changeOf(
  spec: Spec,
  live: JsonObject,
  imageType: ImageType | undefined,
): PlannedChange & { before: JsonObject; after: JsonObject } {
  const before = requestOf(live)
  const after = overlay(before, spec.config, spec.update)
  const fields = diffFields(before, after)
  const kept = spec.update === 'replace' ? diffFields({}, unnameableOf(before)) : []
  return {
    ...targetOf(spec),
    action: fields.length > 0 ? 'update' : 'no-op',
    fields,
    ...(kept.length > 0 ? { reason: `kept, as no spec can name it: ${namePointers(kept)}` } : {}),
    ...(imageType ? { imageType } : {}),
    before,
    after,
    tags: tagsOf(live),
  }
}

export function targetOf({
  arn,
  update,
  guard,
  location,
}: Spec): Pick<PlannedChange, 'arn' | 'update' | 'guard' | 'location'> {
  return { arn, update, guard, location }
}
