import type { MapEntry, SourceNode } from '../../document/node.ts'
import { childOf, type Template, textOf } from './template.ts'

/** What a template says of a parameter. */
export interface Parameter {
  name: string
  type: string
  isList: boolean
  /** Its value is that of a parameter of Systems Manager; the default is only the name of that. */
  isStored: boolean
  default?: SourceNode
  allowed?: string[]
}

export function parameterOf({ key, value }: MapEntry, { text }: Template): Parameter {
  const type = textOf(childOf(value, 'Type'), text) ?? 'String'
  const standard = childOf(value, 'Default')
  const allowed = childOf(value, 'AllowedValues')
  return {
    name: key,
    type,
    isList: type === 'CommaDelimitedList' || type.startsWith('List<'),
    isStored: type.startsWith('AWS::SSM::Parameter'),
    ...(standard && { default: standard }),
    ...(allowed?.kind === 'list' && { allowed: allowed.items.flatMap((item) => textOf(item, text) ?? []) }),
  }
}
