import type { Rule } from '../lint/rule.ts'
import type { JsonObject, Path } from '../model/json.ts'
import { fromPointer } from '../model/pointer.ts'
import { closestName, list } from '../text/closest-name.ts'
import { dotted, expected, shown } from '../validation/schema-words.ts'
import type { ErrorObject, Validate } from '../validation/validation-error.ts'
import type { ConfigSource } from './config-source.ts'
import type { Layer } from './layer.ts'
import type { Plugin } from './plugins.ts'
import type { Problems } from './problems.ts'
import { switchesOf } from './switches.ts'

/** Adds to `problems` what is wrong with options of rules, and rules that are switched on without options they need. */
export function checkStated(
  layers: readonly Layer[],
  available: readonly Rule[],
  plugins: readonly Plugin[],
  problems: Problems,
  validators: ReadonlyMap<Rule, Validate>,
): void {
  const rules = new Map(available.map((rule) => [rule.id, rule]))
  const errorsIn = (rule: Rule, options: JsonObject): ErrorObject[] => {
    const validate = validators.get(rule) ?? nothing
    return validate({ ...rule.defaults, ...options })
  }
  for (const { id, stated, source, path } of statedIn(layers)) {
    const rule = rules.get(id)
    if (!rule) continue
    for (const error of errorsIn(rule, stated)) report(error, id, [...path, 1], source, problems)
  }
  for (const { id, isOn, options, place } of switchesOf(layers, plugins)) {
    const rule = rules.get(id)
    if (!isOn || options !== undefined || !rule || !place) continue
    const missing = missingIn(rule)
    if (missing.length === 0 && !(asksMore(rule) && errorsIn(rule, {}).length > 0)) continue
    const what = missing.length === 0 ? '' : `: ${list(missing)}`
    problems.add(place.source, { message: `${id} needs options${what}.`, path: place.path })
  }
}

/** The rules whose validators are asked for. */
export function rulesToCheck(layers: readonly Layer[], available: readonly Rule[], plugins: readonly Plugin[]): Rule[] {
  const stated = new Set(statedIn(layers).map(({ id }) => id))
  const bare = switchesOf(layers, plugins).filter(({ isOn, options }) => isOn && options === undefined)
  const on = new Set(bare.map(({ id }) => id))
  return available.filter((rule) => stated.has(rule.id) || (on.has(rule.id) && asksMore(rule)))
}

/** Of a rule that has no options. */
const nothing: Validate = (value) =>
  Object.keys(value as object).map((key) => ({
    keyword: 'additionalProperties',
    instancePath: '',
    params: { additionalProperty: key },
  }))

interface Stated {
  id: string
  stated: JsonObject
  source: ConfigSource
  path: Path
}

/** Every entry that gives options, in `rules` and in overrides. */
function statedIn(layers: readonly Layer[]): Stated[] {
  return layers.flatMap(({ value, source }) => {
    if (!source) return []
    const parts: [object, Path][] = [
      [value.rules ?? {}, ['rules']],
      ...(value.overrides ?? []).map(({ rules = {} }, at): [object, Path] => [rules, ['overrides', at, 'rules']]),
    ]
    return parts.flatMap(([rules, path]) =>
      Object.entries(rules).flatMap(([id, entry]): Stated[] => {
        const stated = Array.isArray(entry) ? (entry[1] as JsonObject | undefined) : undefined
        return stated === undefined ? [] : [{ id, stated, source, path: [...path, id] }]
      }),
    )
  })
}

/** Options that must be given and have no default. */
function missingIn({ options, defaults = {} }: Rule): string[] {
  const required = Array.isArray(options?.required) ? options.required.map(String) : []
  return required.filter((key) => !Object.hasOwn(defaults, key))
}

/** Whether a schema of options may ask for more than the keys that it lists as required. */
function asksMore({ options = {} }: Rule): boolean {
  const plain = new Set(['type', 'properties', 'required', 'additionalProperties', 'description', 'title'])
  return Object.keys(options).some((key) => !plain.has(key))
}

function report(error: ErrorObject, id: string, path: Path, source: ConfigSource, problems: Problems): void {
  const { keyword, params, instancePath, parentSchema, data } = error
  const inner = fromPointer(instancePath)
  const place = [...path, ...inner]
  if (keyword === 'additionalProperties') {
    const key = String(params.additionalProperty)
    const known = Object.keys((parentSchema as JsonObject | undefined)?.properties ?? {})
    const closest = closestName(key, known)
    const hint = closest
      ? `did you mean ${list([closest])}?`
      : known.length > 0
        ? `it has ${list(known)}.`
        : 'it has none.'
    problems.add(source, {
      message: `${id} has no option ${JSON.stringify(key)}; ${hint}`,
      path: [...place, key],
      atKey: true,
    })
  } else if (keyword === 'required') {
    problems.add(source, { message: `${id} needs the option ${JSON.stringify(params.missingProperty)}.`, path: place })
  } else {
    problems.add(source, {
      message: `${id}: ${dotted(inner) || 'its options'} is ${shown(data)}; it ${expected(error)}.`,
      path: place,
    })
  }
}
