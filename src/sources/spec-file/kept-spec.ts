import type { Spec } from '../../lint/spec.ts'
import type { SubjectSource } from '../../lint/subject.ts'
import type { Location } from '../../model/finding.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Guard, ImageType, UpdateMode } from '../../model/spec.ts'

/** The specs that a file holds, which are read when they are asked for. */
export interface SpecsOfFile {
  readonly specs: readonly Spec[]
}

/**
 * A spec of which is at hand what each run asks of each spec; for anything else its file is read. It has no suppressions
 * and no client token.
 */
export class KeptSpec implements Spec {
  readonly arn: string
  readonly update: UpdateMode
  readonly imageType?: ImageType
  readonly guard: Guard
  readonly location: Location
  readonly #file: SpecsOfFile
  readonly #at: number

  /** @param at its place among the specs of its file */
  constructor(
    arn: string,
    { update, imageType, guard }: Pick<Spec, 'update' | 'imageType' | 'guard'>,
    location: Location,
    file: SpecsOfFile,
    at: number,
  ) {
    this.arn = arn
    this.update = update
    if (imageType) this.imageType = imageType
    this.guard = guard
    this.location = location
    this.#file = file
    this.#at = at
  }

  get config(): JsonObject {
    return this.#whole.config
  }

  get source(): SubjectSource {
    return this.#whole.source
  }

  get #whole(): Spec {
    return this.#file.specs[this.#at] as Spec
  }
}
