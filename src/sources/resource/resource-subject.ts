import type { Subject } from '../../lint/subject.ts'
import type { Finding, Origin } from '../../model/finding.ts'
import type { JsonObject, Path } from '../../model/json.ts'
import type { ImageType } from '../../model/spec.ts'
import { configurationOf, type Dialect } from './configuration-of.ts'
import { schemaFindings } from './resource-schema.ts'
import { ResourceSource } from './resource-source.ts'
import type { Editing } from './resource-text.ts'
import type { MapValue, Span, Via } from './value.ts'

/** How a language writes configurations: names, required properties, what its owner sends of what is left out. */
export interface Language extends Dialect {
  origin: Origin
  /** In the language's own words. */
  required: readonly Path[]
  /** The configuration as the owner of the file sends it, with what it adds to what is left out. */
  asSent?(config: JsonObject): JsonObject
}

export interface Resource {
  /** What its own tool calls it. */
  address: string
  root?: string
  /** '' without one. */
  arn?: string
  properties: MapValue
  /** The resource's name or header: what is about the whole stands there. */
  head: Span
  /** Where something absent is missed. */
  absence: Span
  imageType?: ImageType | undefined
  callers?: readonly Via[]
  isReadOnly?: boolean
  editing?: Editing
  construct?: Span
  limits?: readonly string[]
  /** Texts that are shown nowhere. */
  secrets?: readonly string[]
}

/** What rules judge of a resource, and what is wrong with it as its language has it. */
export function resourceSubject(resource: Resource, language: Language): { subject: Subject; findings: Finding[] } {
  const {
    address,
    root,
    arn = '',
    properties,
    head,
    absence,
    imageType,
    callers,
    limits,
    secrets,
    isReadOnly,
    editing,
    construct,
  } = resource
  const { origin, naming, asSent = (config: JsonObject) => config } = language
  const { rounds, known, unknowns, mistakes } = configurationOf(properties, language)
  const [config = {}, ...alternatives] = rounds.map(asSent)
  const source = new ResourceSource(head.file, {
    properties,
    naming,
    absence,
    unknowns,
    wrong: mistakes.filter(({ unknownKey }) => !unknownKey).map(({ path }) => path),
    ...(callers && { callers }),
    ...(isReadOnly && { isReadOnly }),
    ...(editing && { editing }),
    ...(language.asSent && { asSent }),
    ...(construct && { construct }),
    ...(limits && { limits }),
    ...(secrets && { secrets }),
  })
  const subject: Subject = {
    origin,
    address,
    ...(root !== undefined && { root }),
    arn,
    update: 'replace',
    ...(imageType && { imageType }),
    config,
    ...(alternatives.length > 0 && { alternatives }),
    location: { ...source.placeOfSpan(head) },
    source,
  }
  return { subject, findings: schemaFindings(known, mistakes, source, subject, language) }
}
