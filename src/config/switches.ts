import type { JsonObject, Path } from '../model/json.ts'
import type { ConfigSource } from './config-source.ts'
import type { Layer } from './layer.ts'
import type { Plugin } from './plugins.ts'

/** What switches a rule on or off in the end, and the options that it then has. */
export interface Switch {
  id: string
  isOn: boolean
  /** Undefined where nobody gives any. */
  options: JsonObject | undefined
  /** Where it says so; a preset has no place. */
  place?: { source: ConfigSource; path: Path }
}

/**
 * What holds for each rule when all layers have spoken, as `mergeRules` and overrides bring it about: a plugin's rule is on
 * by itself, a bare severity keeps the options before it, and nothing changes what is enforced.
 */
export function switchesOf(layers: readonly Layer[], plugins: readonly Plugin[]): Switch[] {
  const last = new Map<string, Switch>()
  const enforced = new Set<string>()
  for (const { rules, source, path } of plugins) {
    for (const { id } of rules) last.set(id, { id, isOn: true, options: undefined, place: { source, path } })
  }
  for (const { value, source } of layers) {
    for (const [id, entry] of Object.entries(value.rules ?? {})) {
      if (enforced.has(id)) continue
      last.set(id, switched(id, entry, last.get(id)?.options, source, ['rules', id]))
    }
    for (const [at, id] of (value.enforce ?? []).entries()) {
      if (enforced.has(id)) continue
      enforced.add(id)
      last.set(id, switched(id, 'error', last.get(id)?.options, source, ['enforce', at]))
    }
  }
  return [...last.values(), ...inOverrides(layers, last, enforced)]
}

/** Files may match several overrides, so what an earlier one gives counts for a later one. */
function inOverrides(
  layers: readonly Layer[],
  last: ReadonlyMap<string, Switch>,
  enforced: ReadonlySet<string>,
): Switch[] {
  const given = new Map<string, JsonObject | undefined>()
  return layers.flatMap(({ value, source }) =>
    (value.overrides ?? []).flatMap(({ rules = {} }, at) =>
      Object.entries(rules).flatMap(([id, entry]) => {
        if (enforced.has(id)) return []
        const before = given.get(id) ?? last.get(id)?.options
        const each = switched(id, entry, before, source, ['overrides', at, 'rules', id])
        given.set(id, each.options)
        return [each]
      }),
    ),
  )
}

function switched(
  id: string,
  entry: unknown,
  before: JsonObject | undefined,
  source: ConfigSource | undefined,
  path: Path,
): Switch {
  const [severity, stated] = Array.isArray(entry) ? (entry as [string, JsonObject?]) : [entry as string, undefined]
  const options = stated ?? before
  return { id, isOn: severity !== 'off', options, ...(source && { place: { source, path } }) }
}
