import type { Spec } from '../../lint/spec.ts'
import type { SubjectSource } from '../../lint/subject.ts'
import type { Location } from '../../model/finding.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Guard, ImageType, UpdateMode } from '../../model/spec.ts'

/**
 * A spec that an earlier run has read and judged: what each run asks of each spec is at hand, for anything else its file is
 * read. It has no suppressions.
 */
export class KeptSpec implements Spec {
  readonly arn: string
  readonly update: UpdateMode
  readonly imageType?: ImageType
  readonly guard: Guard
  readonly location: Location
  readonly #at: number
  readonly #specs: () => readonly Spec[]

  /** @param at its place among the specs of its file */
  constructor(
    arn: string,
    { update, imageType, guard }: Pick<Spec, 'update' | 'imageType' | 'guard'>,
    location: Location,
    at: number,
    specs: () => readonly Spec[],
  ) {
    this.arn = arn
    this.update = update
    if (imageType) this.imageType = imageType
    this.guard = guard
    this.location = location
    this.#at = at
    this.#specs = specs
  }

  get config(): JsonObject {
    return this.#whole.config
  }

  get source(): SubjectSource {
    return this.#whole.source
  }

  get #whole(): Spec {
    return this.#specs()[this.#at] as Spec
  }
}
