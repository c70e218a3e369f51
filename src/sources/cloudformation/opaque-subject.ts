import type { MapEntry } from '../../document/node.ts'
import type { Subject } from '../../lint/subject.ts'
import { ResourceSource } from '../resource/resource-source.ts'
import { cloudformation } from './language.ts'
import { keySpanOf, spanOf, type Template } from './template.ts'

/** A place where a configuration may be that nobody can judge from here. */
export function opaqueSubject(entry: MapEntry, template: Template, limit: string): Subject {
  const head = keySpanOf(template, entry)
  const source = new ResourceSource(template.file, {
    properties: { kind: 'map', entries: [], span: spanOf(template, entry.value) },
    naming: cloudformation.naming,
    absence: head,
    limits: [limit],
  })
  return {
    origin: cloudformation.origin,
    address: entry.key,
    arn: '',
    update: 'replace',
    config: {},
    isOpaque: true,
    location: source.placeOfSpan(head),
    source,
  }
}
