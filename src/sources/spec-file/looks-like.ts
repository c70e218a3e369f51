import type { MapEntry, MapNode, SourceNode } from '../../document/node.ts'
import type { Composed } from '../../document/yaml/compose.ts'
import { parse } from '../../document/yaml/parse.ts'
import { pascalNaming, snakeNaming } from '../../resource/names.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { normalized } from '../../text/closest-name.ts'
import { fieldsOf, otherKind } from './other-kind.ts'

const { arnField } = resourceType
const marks = [arnField, 'specs', 'x-guard'].map(normalized)

const arnNames = [arnField, pascalNaming.ownName(arnField), snakeNaming.ownName(arnField)]
const mayBeSpec = new RegExp(`${arnNames.join('|')}|x-guard`, 'i')
const statesArn = new RegExp(`(?:^|[\\s{,"'])${arnField}["']?\\s*:`, 'm')

/** Fields that hardly anything but a configuration has. */
const tellingFields = [
  'instanceProfileName',
  'instanceMetadataOptions',
  'terminateInstanceOnFailure',
  'terminateInstanceOnCompletion',
  'snsTopicArn',
  'resourceTags',
].map(normalized)

/** Whether some document or list item has, at its top, what only specs have, or what somebody took for a spec. */
export function looksLikeSpecs({ documents }: Composed): boolean {
  return documents.some((top) => (top.kind === 'list' ? top.items.some(looksLikeSpec) : looksLikeSpec(top)))
}

function looksLikeSpec(node: SourceNode): boolean {
  if (node.kind !== 'map') return false
  const other = otherKind(node)
  if (other) return other.meantAsSpec
  return (
    node.entries.some(({ key }) => key === resourceType.arnField || marks.includes(normalized(key))) ||
    fieldsOf(node).length >= 2 ||
    node.entries.some(holdsSpecs)
  )
}

/** Whether an entry has specs, or what they share, below it: `spec: […]`, `default: {…}`, `configurations: […]`. */
export function holdsSpecs({ key, value }: MapEntry): boolean {
  const isEnvelopes = /^(?:specs?|defaults?)$/i.test(key)
  if (value.kind === 'list') return value.items.some((item) => isSpec(item, true))
  return isSpec(value, isEnvelopes) || (isEnvelopes && value.kind === 'map' && fieldsOf(value).some(isTelling))
}

const isTelling = (key: string): boolean => !['description', 'logging', 'placement'].includes(key)

/** An ARN alone may be a setting of something else; in a list, or below a name of ours, it is a spec. */
function isSpec(node: SourceNode, arnIsEnough: boolean): boolean {
  if (node.kind !== 'map' || otherKind(node)?.meantAsSpec === false) return false
  const keys = node.entries.map(({ key }) => key)
  const isNamed = keys.some((key) => arnNames.includes(key))
  if (isNamed && !isAboutImages(node)) return arnIsEnough || fieldsOf(node).length >= 2
  return keys.filter((key) => tellingFields.includes(normalized(key))).length >= 2
}

const isAboutImages = ({ entries }: MapNode): boolean =>
  entries.some(({ key }) => /^image|Recipe|_recipe|^distribution/i.test(key))

/** Whether the text of a file that nobody asked to be read is a spec, or the template of one. */
export function seemsSpecText(text: string, name: string): boolean {
  // Nearly every other file is done with here.
  if (!mayBeSpec.test(text)) return false
  const composed = parse(text, { json: name.toLowerCase().endsWith('.json') })
  if (composed.problems.length === 0) return looksLikeSpecs(composed)
  return statesArn.test(text) && !/(?:image|container)RecipeArn/.test(text)
}

/** Whether the file is a plan that `plan --out` wrote. */
export function isPlan({ documents }: Composed): boolean {
  const top = documents[0]
  if (top?.kind !== 'map') return false
  return top.entries.some(
    ({ key, value }) => key === 'kind' && value.kind === 'scalar' && value.value === 'ibguard-plan',
  )
}
