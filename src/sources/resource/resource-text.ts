import type { UnknownField } from '../../lint/subject.ts'
import type { Path } from '../../model/json.ts'
import type { Naming } from '../../resource/names.ts'
import type { MapValue, Span, Via } from './value.ts'

/** What a template or a module says of one configuration. */
export interface ResourceText {
  /** In the language's own words; its span is not used. */
  properties: MapValue
  naming: Naming
  /** Where something absent is missed: the key `Properties`, the header of a block. */
  absence: Span
  /** The calls that led to the resource, outermost last. */
  callers?: readonly Via[]
  /** Values of a wrong type, which the configuration leaves out. */
  wrong?: readonly Path[]
  unknowns?: readonly UnknownField[]
  /** The line of a program that makes it, where findings stand then. */
  construct?: Span
  /** No edit is made: of what a program writes it would be lost, and Terraform's own syntax is not written. */
  isReadOnly?: boolean
  /** Texts that are shown nowhere: what a plan marks as sensitive. */
  secrets?: readonly string[]
  /** Why something about the resource is not judged at all, a sentence each. */
  limits?: readonly string[]
}
