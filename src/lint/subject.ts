import type { Patch } from '../document/edit/patch.ts'
import type { Location, Origin, RelatedPlace } from '../model/finding.ts'
import type { JsonObject, Path } from '../model/json.ts'
import type { ImageType, UpdateMode } from '../model/spec.ts'

/** Where a value stands, and what led to it. */
export interface Place extends Location {
  related?: readonly RelatedPlace[]
  /** Added to the message of a finding: how the value came about, such as a default or a branch. */
  note?: string
}

/**
 * What rules judge: one configuration in the API's names, from whatever origin. One with a target, an update spec, can be
 * planned and applied too.
 */
export interface Subject {
  /** Where the configuration is kept; absent for an update spec. */
  origin?: Origin
  /** What its own tool calls it, such as a template's logical id. */
  address?: string
  /** The folder of the module that an address counts from; several may call one module by the same address. */
  root?: string
  /** '' when there is none that is well-formed. */
  arn: string
  update: UpdateMode
  imageType?: ImageType
  /** Fields that are known or stand-ins for what is not; `null` asks to clear. Values of a wrong type are left out. */
  config: JsonObject
  /** The same with other stand-ins: what a rule does not say of all of them it cannot judge. */
  alternatives?: readonly JsonObject[]
  /** What is live today, where the file tells, as a plan of Terraform does. */
  before?: JsonObject
  /** One that the file states; never sent. */
  clientToken?: string
  /** Nothing of it is known but why: rules do not judge it, and what is said of it is its source's `limits`. */
  isOpaque?: true
  /** Of the whole spec, or of a resource's head. */
  location: Location
  source: SubjectSource
}

/** What a file says of a configuration, path by path in the API's names. */
export interface SubjectSource {
  readonly file: string
  /** Where a value or its key stands; for an absent one its nearest present parent's key. */
  place(path: Path, part?: 'value' | 'key'): Place
  /** Whether a value is written at a path, or a null above it that clears it. */
  isWritten(path: Path): boolean
  /** A path as the file counts list items: those of a wrong type are no part of the configuration. */
  asWritten(path: Path): Path
  /** The value is of a wrong type, which is the schema's to report. */
  isWrong(path: Path): boolean
  /** What only deployment knows. */
  readonly unknowns?: readonly UnknownField[]
  /** Why something about the configuration is not judged at all, a sentence each. */
  readonly limits?: readonly string[]
  /** Whether a change can be made in the file at all; absent: it can. */
  canFix?(patches: readonly Patch[]): boolean
  /** A text without what may be shown nowhere. */
  masked?(text: string): string
  /** A text with names of the API in the file's words. */
  inWords?(text: string): string
  /** A path in the file's words. */
  ownPath?(path: Path): string
}

/** A field of which only deployment knows the value; it counts as stated. */
export interface UnknownField {
  path: Path
  /** What it refers to, as the file has it: `!Ref Logs`, `var.subnet_id`. */
  refersTo: string
}
