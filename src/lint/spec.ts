import type { SourceNode } from '../document/node.ts'
import type { Finding, Location } from '../model/finding.ts'
import type { JsonObject, Path } from '../model/json.ts'
import type { Guard, ImageType, UpdateMode } from '../model/spec.ts'

/** One spec of a file: what it asks for, and where each part of it stands. */
export interface Spec {
  /** '' when the spec has none that is well-formed (then a `schema` finding says so). */
  arn: string
  update: UpdateMode
  imageType?: ImageType
  guard: Guard
  /**
   * The request's fields with the defaults merged under them, without the ARN, `x-guard` and `clientToken`.
   * `null` asks to clear the live value. A value of a wrong type is left out, so that rules can trust types.
   */
  config: JsonObject
  /** A `clientToken` that the spec states; never sent. */
  clientToken?: string
  /** Of the whole spec. */
  location: Location
  source: SpecSource
}

/** Where the values of a spec stand: its own node and, below it, the node of the file's `defaults`. */
export interface SpecSource {
  file: string
  text: string
  own: SourceNode
  defaults?: SourceNode
  /** Values that `config` leaves out because of their type, as written. */
  wrong?: readonly Path[]
}

/** Every spec of a run, with what loading them found. */
export interface Fleet {
  /** Absolute path that every `file` is relative to: the repository's root, or the working directory outside one. */
  root: string
  /** Files read, in order of code unit. */
  files: string[]
  specs: Spec[]
  /** `syntax` and `schema` findings. */
  findings: Finding[]
  /** It is all that the config speaks of, so that what no spec matches is unused. */
  isWhole?: boolean
  /** Files found by searching a folder and left, because nothing in them looks like a spec. */
  unrelated?: string[]
}
