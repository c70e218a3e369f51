import type { Spec } from '../../lint/spec.ts'
import type { SubjectSource } from '../../lint/subject.ts'
import type { Location } from '../../model/finding.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Guard, ImageType, UpdateMode } from '../../model/spec.ts'

/** What each run asks of each spec. */
export type Kept = Pick<Spec, 'arn' | 'update' | 'imageType' | 'guard' | 'location'>

/** A spec that an earlier run has read and judged; its file is read where somebody asks for more. It has no suppressions. */
export class KeptSpec implements Spec {
  readonly arn: string
  readonly update: UpdateMode
  readonly imageType?: ImageType
  readonly guard: Guard
  readonly location: Location
  readonly #whole: () => Spec

  constructor({ arn, update, imageType, guard, location }: Kept, whole: () => Spec) {
    this.arn = arn
    this.update = update
    if (imageType) this.imageType = imageType
    this.guard = guard
    this.location = location
    this.#whole = whole
  }

  get config(): JsonObject {
    return this.#whole().config
  }

  get source(): SubjectSource {
    return this.#whole().source
  }
}
