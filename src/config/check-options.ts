import type { Rule } from '../lint/rule.ts'
import type { JsonObject, Path } from '../model/json.ts'
import { fromPointer } from '../model/pointer.ts'
import { closestName, list } from '../text/closest-name.ts'
import { compileSchema, type Validate } from '../validation/json-schema.ts'
import { dotted, expected, shown } from '../validation/schema-words.ts'
import type { ErrorObject } from '../validation/validation-error.ts'
import type { ConfigSource } from './config-source.ts'
import type { Layer } from './layers.ts'
import type { Mistakes } from './mistakes.ts'

type Entry = readonly [id: string, entry: unknown, path: Path, isOverride: boolean]

/** Adds to `mistakes` what is wrong with options of rules, and rules that are switched on without options they need. */
export async function checkOptions(
  layers: readonly Layer[],
  available: readonly Rule[],
  mistakes: Mistakes,
): Promise<void> {
  const rules = new Map(available.map((rule) => [rule.id, rule]))
  const validators = new Map<Rule, Validate>()
  /** Options that layers have given so far: a later layer may change the severity alone. */
  const given = new Map<string, JsonObject>()
  for (const { value, source } of layers) {
    if (!source) continue
    const overrides = (value.overrides ?? []).flatMap(({ rules: own = {} }, at) =>
      entriesOf(own, ['overrides', at, 'rules'], true),
    )
    for (const [id, entry, path, isOverride] of [...entriesOf(value.rules ?? {}, ['rules'], false), ...overrides]) {
      const rule = rules.get(id)
      if (!rule) continue
      const [severity, stated] = Array.isArray(entry) ? (entry as [string, JsonObject?]) : [entry as string, undefined]
      const options = stated ?? given.get(id)
      if (stated && !isOverride) given.set(id, stated)
      if (options === undefined) {
        if (severity !== 'off' && needsOptions(rule))
          mistakes.add(source, { message: `${id} needs options: ${list(needed(rule))}.`, path })
        continue
      }
      if (!stated) continue
      const validate = validators.get(rule) ?? (await compileSchema(rule.options ?? none))
      validators.set(rule, validate)
      for (const error of validate({ ...rule.defaults, ...stated })) report(error, id, [...path, 1], source, mistakes)
    }
  }
}

const none: JsonObject = { type: 'object', maxProperties: 0, additionalProperties: false }

function entriesOf(rules: object, path: Path, isOverride: boolean): Entry[] {
  return Object.entries(rules).map(([id, entry]) => [id, entry, [...path, id], isOverride])
}

const needed = ({ options }: Rule): string[] => (Array.isArray(options?.required) ? options.required.map(String) : [])

const needsOptions = (rule: Rule): boolean => needed(rule).some((key) => !Object.hasOwn(rule.defaults ?? {}, key))

function report(error: ErrorObject, id: string, path: Path, source: ConfigSource, mistakes: Mistakes): void {
  const { keyword, params, instancePath, parentSchema, data } = error
  const inner = fromPointer(instancePath)
  const place = [...path, ...inner]
  if (keyword === 'maxProperties' && parentSchema === none) return
  if (keyword === 'additionalProperties') {
    const key = String(params.additionalProperty)
    const known = Object.keys((parentSchema as JsonObject | undefined)?.properties ?? {})
    const closest = closestName(key, known)
    const hint = closest
      ? `did you mean ${list([closest])}?`
      : known.length > 0
        ? `it has ${list(known)}.`
        : 'it has none.'
    mistakes.add(source, {
      message: `${id} has no option ${JSON.stringify(key)}; ${hint}`,
      path: [...place, key],
      atKey: true,
    })
  } else if (keyword === 'required') {
    mistakes.add(source, { message: `${id} needs the option ${JSON.stringify(params.missingProperty)}.`, path: place })
  } else {
    mistakes.add(source, {
      message: `${id}: ${dotted(inner) || 'its options'} is ${shown(data)}; it ${expected(error)}.`,
      path: place,
    })
  }
}
