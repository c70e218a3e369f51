import { withPatch } from '../document/edit/fix-text.ts'
import type { Patch } from '../document/edit/patch.ts'
import { blockEntry, flowEntry } from '../document/edit/write-value.ts'
import type { SourceNode } from '../document/node.ts'
import type { Judgement } from '../lint/judgement.ts'
import type { JsonObject, Path } from '../model/json.ts'
import { SpecSource } from '../sources/spec-file/spec-source.ts'

/** What mends a finding by hand: lines to paste into the deepest map that is there already, or keys to take out. */
export type FixByHand = { write: string } | { remove: string[] }

/** Undefined when there is no fix, or one that takes more words than that. */
export function fixByHand({ subject, fix }: Pick<Judgement, 'subject' | 'fix'>): FixByHand | undefined {
  return subject?.source instanceof SpecSource ? snippetOf(subject.source, fix) : undefined
}

function snippetOf({ file, own, defaults }: SpecSource, patches: readonly Patch[]): FixByHand | undefined {
  if (patches.some(({ path }) => path.some((step) => typeof step === 'number'))) return undefined
  const removed = patches.filter(({ value }) => value === undefined)
  if (removed.length > 0) {
    return removed.length === patches.length ? { remove: removed.map(({ path }) => path.join('.')) } : undefined
  }
  const tops = defaults ? [own, defaults] : [own]
  const depths = patches.map(({ path }) => Math.max(...tops.map((top) => mapsAbove(top, path))))
  const depth = Math.min(...depths)
  const [first] = patches
  const isOnePlace = patches.every(({ path }) => path.slice(0, depth).join() === first?.path.slice(0, depth).join())
  if (!first || !isOnePlace || depths.some((each) => each !== depth)) return undefined
  const wanted = patches.reduce<JsonObject>(
    (at, { path, value }) => withPatch(at, path.slice(depth).map(String), value),
    {},
  )
  const json = file.toLowerCase().endsWith('.json')
  const style = { json, step: '  ', lineBreak: '\n' }
  const write = json ? flowEntry : blockEntry
  const lines = Object.entries(wanted).map(([key, value]) => write(key, value, '', style))
  return { write: lines.join(json ? ',\n' : '\n') }
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
