import type { Fix } from '../../document/edit/fix-text.ts'
import type { UnknownField } from '../../lint/subject.ts'
import type { JsonObject, Path } from '../../model/json.ts'
import type { Naming } from '../../resource/names.ts'
import type { Entry, MapValue, Shared, Span, Via } from './value.ts'

/** What can be changed in a text, beyond what its values tell. */
export interface Editing {
  /** What else reads the value of an entry, if it can be replaced where it is written; undefined if it cannot. */
  replaced(entry: Entry): readonly Shared[] | undefined
  /** Whether the keys of a map, at a path in the language's own words, can be added and taken out. */
  hasRoom(map: MapValue, above: readonly string[], path: readonly string[]): boolean
  /** A file's text with what can be made of fixes of it. */
  fixed(file: string, text: string, fixes: readonly Fix[]): string
}

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
  /** No edit is made: what a program writes it would write again. */
  isReadOnly?: boolean
  /** Where the language is written by hand in more ways than values tell. */
  editing?: Editing
  /** What the owner of the file sends of a configuration, with its own defaults. */
  asSent?(config: JsonObject): JsonObject
  /** Texts that are shown nowhere: what a plan marks as sensitive. */
  secrets?: readonly string[]
  /** Why something about the resource is not judged at all, a sentence each. */
  limits?: readonly string[]
}
