import { withPatch } from '../document/edit/fix-text.ts'
import { bodyLines } from '../document/edit/hcl/write-hcl.ts'
import type { Patch } from '../document/edit/patch.ts'
import { blockEntry, flowEntry } from '../document/edit/write-value.ts'
import type { SourceNode } from '../document/node.ts'
import type { Judgement } from '../lint/judgement.ts'
import type { Origin } from '../model/finding.ts'
import type { JsonObject, Path } from '../model/json.ts'
import { isBlockName } from '../resource/block-names.ts'
import { syntaxOf } from '../sources/cloudformation/template.ts'
import { fixTargets } from '../sources/resource/fix-targets.ts'
import { ResourceSource } from '../sources/resource/resource-source.ts'
import { SpecSource } from '../sources/spec-file/spec-source.ts'

/** What mends a finding by hand: lines to paste into the deepest map that is there already, or keys to take out. */
export type FixByHand = { write: string } | { remove: string[] }

/** Undefined when there is no fix, or one that takes more words than that. */
export function fixByHand({ subject, fix }: Pick<Judgement, 'subject' | 'fix'>): FixByHand | undefined {
  const source = subject?.source
  if (source instanceof SpecSource) return snippetOf(source, fix)
  return source instanceof ResourceSource && fix.length > 0 ? resourceSnippet(source, fix, subject?.origin) : undefined
}

/** The same in the words of a template or a module. */
function resourceSnippet(
  source: ResourceSource,
  patches: readonly Patch[],
  origin: Origin | undefined,
): FixByHand | undefined {
  const targets = fixTargets(source.resource, patches) ?? []
  const [first] = targets
  // A default or an entry that others read too takes more words.
  if (!first || targets.some(({ shared }) => shared.length > 0)) return undefined
  const { file, text, start } = first.span
  const isInPlace = first.path.length === 0
  if (isInPlace ? targets.length > 1 : targets.some(({ span, path }) => span.start !== start || path.length === 0))
    return undefined
  const names = patches.map(({ path }) => source.ownPath(path))
  if (targets.every(({ value }) => value === undefined)) return { remove: names }
  if (targets.some(({ value }) => value === undefined)) return undefined
  const key = origin === 'terraform' ? keyBefore(text, start) : names[0]?.split('.').at(-1)
  if (isInPlace && key === undefined) return undefined
  const wanted = targets.reduce<JsonObject>(
    (at, { path, value }) => withPatch(at, isInPlace ? [key ?? ''] : path.map(String), value),
    {},
  )
  if (origin === 'terraform' && !file.endsWith('.json')) return { write: bodyLines(wanted, isBlockName).join('\n') }
  return { write: written(wanted, syntaxOf(file, text).json) }
}

/** The name that a value of a module is given: of an argument, `default` of a variable, a key of an object. */
function keyBefore(text: string, start: number): string | undefined {
  return /([\w-]+)"?[ \t]*[=:][ \t]*$/.exec(text.slice(Math.max(0, start - 200), start))?.[1]
}

function snippetOf({ json, node, defaults }: SpecSource, patches: readonly Patch[]): FixByHand | undefined {
  if (patches.some(({ path }) => path.some((step) => typeof step === 'number'))) return undefined
  const removed = patches.filter(({ value }) => value === undefined)
  if (removed.length > 0) {
    return removed.length === patches.length ? { remove: removed.map(({ path }) => path.join('.')) } : undefined
  }
  const tops = defaults ? [node, defaults.node] : [node]
  const depths = patches.map(({ path }) => Math.max(...tops.map((top) => mapsAbove(top, path))))
  const depth = Math.min(...depths)
  const [first] = patches
  const isOnePlace = patches.every(({ path }) => path.slice(0, depth).join() === first?.path.slice(0, depth).join())
  if (!first || !isOnePlace || depths.some((each) => each !== depth)) return undefined
  const wanted = patches.reduce<JsonObject>(
    (at, { path, value }) => withPatch(at, path.slice(depth).map(String), value),
    {},
  )
  return { write: written(wanted, json) }
}

function written(wanted: JsonObject, json: boolean): string {
  const style = { json, step: '  ', lineBreak: '\n' }
  const write = json ? flowEntry : blockEntry
  const lines = Object.entries(wanted).map(([key, value]) => write(key, value, '', style))
  return lines.join(json ? ',\n' : '\n')
}

/** How many of the keys above a value lead to maps that are there. */
function mapsAbove(top: SourceNode, path: Path): number {
  let node = top
  for (const [at, key] of path.slice(0, -1).entries()) {
    const value = node.kind === 'map' ? node.entries.find((each) => each.key === key)?.value : undefined
    if (value?.kind !== 'map') return at
    node = value
  }
  return path.length - 1
}
