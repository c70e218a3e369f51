/** What mends live configurations: the fixes of rules, as the least change of each. */
import { lintPolicyOf } from '../config/active-rules.ts'
import type { Config } from '../config/config.ts'
import type { Patch } from '../document/edit/patch.ts'
import { mostPasses } from '../fix/most-passes.ts'
import type { Judgement } from '../lint/judgement.ts'
import { laneKey } from '../model/arn.ts'
import type { PlannedChange } from '../model/change.ts'
import type { Finding } from '../model/finding.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { whyNotAllowed } from '../pacing/target.ts'
import { diffFields } from '../resource/field-diff.ts'
import { overlay } from '../resource/overlay.ts'
import { laneOf } from '../resource/target-arn.ts'
import type { Audited } from './audit.ts'

/** A change with what it asks for, as a merge patch on the live configuration. */
export interface Remedy {
  change: PlannedChange
  patch: JsonObject
}

export interface RemedyOptions {
  config: Config
  isWanted(finding: Finding): boolean
  /** Judges what changes lead to; may block some of them. */
  judge(changes: readonly PlannedChange[]): readonly Judgement[]
}

/** The change of each live configuration that mends what is wanted, and nothing else; those without one are left out. */
export function planRemedies(
  live: readonly PlannedChange[],
  said: readonly Judgement[],
  { config, isWanted, judge }: RemedyOptions,
): Remedy[] {
  const { rulesOf } = lintPolicyOf(config, config.root)
  const known = new Map(live.map((change) => [change.arn, change]))
  const patches = new Map<string, JsonObject>()
  const remedies = new Map<string, Remedy>()
  let judgements = said
  for (let pass = 0; pass < mostPasses; pass++) {
    const changed = new Set<string>()
    for (const { finding, fix } of judgements) {
      const { arn } = finding
      if (arn === undefined || fix.length === 0 || !isWanted(finding)) continue
      patches.set(arn, fix.reduce(withPatch, patches.get(arn) ?? {}))
      changed.add(arn)
    }
    for (const arn of changed) {
      const change = known.get(arn)
      if (!change) continue
      const minimum = hopLimitOf(rulesOf(arn).find(({ rule }) => rule.id === 'container-hop-limit')?.options)
      remedies.set(arn, remedyOf(change, patches.get(arn) ?? {}, minimum))
    }
    if (changed.size === 0) break
    judgements = judge([...changed].flatMap((arn) => remedies.get(arn)?.change ?? []))
  }
  return live.flatMap(({ arn }) => remedies.get(arn) ?? []).filter(({ change }) => change.fields.length > 0)
}

function remedyOf(live: PlannedChange, asked: JsonObject, minimum: number): Remedy {
  const before = live.before ?? {}
  const patch = turnsTokensOn(before, asked) && live.imageType === 'DOCKER' ? withHops(before, asked, minimum) : asked
  const after = overlay(before, patch, 'merge')
  const { action: _, ...change } = live
  return { patch, change: { ...change, action: 'update', update: 'merge', after, fields: diffFields(before, after) } }
}

/** Containers reach IMDSv2 over one hop more: tokens alone would break their builds. A limit above stays. */
function withHops(before: JsonObject, patch: JsonObject, minimum: number): JsonObject {
  const now = optionsOf(overlay(before, patch, 'merge')).httpPutResponseHopLimit
  if (typeof now === 'number' && now >= minimum) return patch
  return withPatch(patch, { path: ['instanceMetadataOptions', 'httpPutResponseHopLimit'], value: minimum })
}

const turnsTokensOn = (before: JsonObject, patch: JsonObject): boolean =>
  optionsOf(patch).httpTokens === 'required' && optionsOf(before).httpTokens !== 'required'

function optionsOf({ instanceMetadataOptions: options }: JsonObject): JsonObject {
  return isObject(options) ? options : {}
}

function hopLimitOf(options: JsonObject | undefined): number {
  return Math.max(2, typeof options?.minimum === 'number' ? options.minimum : 2)
}

/** A merge patch that sets one value more; a key that is to go becomes null. */
function withPatch(patch: JsonObject, { path: [key, ...rest], value }: Patch): JsonObject {
  if (key === undefined) return patch
  const name = String(key)
  if (rest.length === 0) return { ...patch, [name]: value ?? null }
  const inner: Json | undefined = patch[name]
  return { ...patch, [name]: withPatch(isObject(inner) ? inner : {}, { path: rest, value }) }
}

/** Why a configuration is left to somebody else; undefined where nothing stands against the change. */
export function createRefusals(
  { owners, specFiles, unswept }: Pick<Audited, 'owners' | 'specFiles' | 'unswept'>,
  { targets }: Config,
  includeManaged: boolean,
): (change: PlannedChange) => { code: string; reason: string } | undefined {
  return ({ arn, before = {}, after = {}, imageType }) => {
    const lane = laneOf(arn)
    const forbidden = lane && whyNotAllowed(lane, targets.allow)
    if (forbidden !== undefined) return { code: 'NotAllowed', reason: forbidden }
    const file = specFiles.get(arn)
    if (file !== undefined) return { code: 'HasSpec', reason: `the spec in ${file} covers it: change it there` }
    const owner = owners.get(arn)
    if (owner && !includeManaged) return { code: 'ManagedElsewhere', reason: `it is managed elsewhere: ${owner.by}` }
    const hops = optionsOf(after).httpPutResponseHopLimit
    const isSafe = imageType !== undefined || (typeof hops === 'number' && hops >= 2)
    if (lane && unswept.has(laneKey(lane)) && turnsTokensOn(before, after) && !isSafe) {
      const reason = 'its pipelines cannot be listed, and tokens alone would break container builds'
      return { code: 'PipelinesUnknown', reason }
    }
    return undefined
  }
}
