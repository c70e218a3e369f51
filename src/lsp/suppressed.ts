import { appendItem } from '../document/edit/append-item.ts'
import { lineBreak } from '../document/edit/layout.ts'
import { lineStart, rangeOf } from '../document/position.ts'
import { isWrittenIn } from '../document/yaml/to-json.ts'
import type { Judgement } from '../lint/judgement.ts'
import { parseTemplate, syntaxOf } from '../sources/cloudformation/template.ts'
import { ResourceSource } from '../sources/resource/resource-source.ts'
import type { Span } from '../sources/resource/value.ts'
import { SpecSource } from '../sources/spec-file/spec-source.ts'
import type { ChangedText } from './edits.ts'

/**
 * The text with a suppression for what was found at a place. Its reason is empty, which is a finding until somebody has
 * written one.
 */
export function suppressed(same: readonly Judgement[], ruleId: string): ChangedText[] {
  const [first] = same
  const source = first?.subject?.source
  if (source instanceof SpecSource) return inSpec(source, first as Judgement, ruleId)
  if (!(source instanceof ResourceSource) || source.resource.construct) return []
  const head = source.resource.absence
  if (first?.subject?.origin === 'cloudformation') return source.resource.isReadOnly ? [] : inTemplate(head, ruleId)
  return first?.subject?.origin === 'terraform' && /\.(?:tf|tofu)$/.test(head.file) ? aboveBlock(head, ruleId) : []
}

const suppression = (rule: string): { rule: string; reason: string } => ({ rule, reason: '' })

function inSpec(source: SpecSource, { finding }: Judgement, ruleId: string): ChangedText[] {
  const path = ['x-guard', 'suppress']
  const { defaults, file, text, json } = source
  // A list of its own hides the one that a spec inherits.
  const isInherited = !isWrittenIn(source.value, path) && defaults !== undefined
  const meant = isInherited && (isWrittenIn(defaults.value, path) || isIn(defaults, finding)) ? defaults : source
  const fixed = appendItem(text, meant.node, path, suppression(ruleId), { json })
  return fixed === undefined ? [] : [{ file, text, fixed }]
}

function isIn({ text, node }: SpecSource, { line, endLine }: Judgement['finding']): boolean {
  const range = rangeOf(text, node.start, node.end)
  return line >= range.line && endLine <= range.endLine
}

function inTemplate({ file, text, start }: Span, ruleId: string): ChangedText[] {
  const resources = [...parseTemplate(file, text).resources.values()]
  const resource = resources.find((entry) => entry.keyStart <= start && start < Math.max(entry.keyEnd, entry.value.end))
  if (!resource) return []
  const path = ['Metadata', 'imagebuilder-guard', 'suppress']
  const fixed = appendItem(text, resource.value, path, suppression(ruleId), syntaxOf(file, text))
  return fixed === undefined ? [] : [{ file, text, fixed }]
}

function aboveBlock({ file, text, start }: Span, ruleId: string): ChangedText[] {
  const at = lineStart(text, start)
  const comment = `${text.slice(at, start)}# ibguard suppress ${ruleId}: ${lineBreak(text)}`
  return [{ file, text, fixed: text.slice(0, at) + comment + text.slice(at) }]
}
