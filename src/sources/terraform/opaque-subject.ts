import type { Block } from '../../document/hcl/syntax.ts'
import type { Subject } from '../../lint/subject.ts'
import { snakeNaming } from '../../resource/names.ts'
import { ResourceSource } from '../resource/resource-source.ts'
import type { ModuleInstance } from './instance.ts'

/** A place where a configuration may be that nobody can judge from here. */
export function opaqueSubject(
  { type, header, span, labels }: Block,
  { prefix, callers, root }: ModuleInstance,
  limit: string,
): Subject {
  const source = new ResourceSource(header.file, {
    properties: { kind: 'map', entries: [], span },
    naming: snakeNaming,
    absence: header,
    callers,
    limits: [limit],
  })
  return {
    origin: 'terraform',
    address: prefix + (type === 'module' ? ['module', ...labels] : labels).join('.'),
    root,
    arn: '',
    update: 'replace',
    config: {},
    isOpaque: true,
    location: source.placeOfSpan(header),
    source,
  }
}
