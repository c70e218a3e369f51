import type { RulesConfig } from '../generated/config.ts'
import { isSuppressible, isUnconfigurable, policyRules } from '../lint/policy-rules.ts'
import type { Rule } from '../lint/rule.ts'
import type { Path } from '../model/json.ts'
import { closestName, list } from '../text/closest-name.ts'
import { isDay } from '../text/day.ts'
import { isInvisible } from '../text/visible.ts'
import { dotted } from '../validation/schema-words.ts'
import { type ConfigSource, writtenPath } from './config-source.ts'
import type { Layer } from './layer.ts'
import type { Problems } from './problems.ts'

/**
 * Adds to `problems` every rule id in the layers that no rule has, and every date that is none. Where a plugin is missing,
 * an id with a prefix may be one of its rules.
 */
export function checkRuleNames(
  layers: readonly Layer[],
  available: readonly Rule[],
  problems: Problems,
  { isComplete }: { isComplete: boolean },
): void {
  const known = [...available.map(({ id }) => id), ...Object.keys(policyRules)]
  for (const { source } of layers) {
    if (!source) continue
    const { rules = {}, enforce = [], overrides = [], suppressions = [] } = source.value
    const check = (id: string, path: Path, atKey = false): void => {
      const message = isComplete || !id.includes('/') ? unknownRule(id, known) : undefined
      if (message !== undefined) problems.add(source, { message, path, atKey })
    }
    const checkKeys = (entries: RulesConfig, path: Path): void => {
      for (const id of Object.keys(entries)) check(id, [...path, id], true)
    }
    checkKeys(rules, ['rules'])
    for (const [at, id] of enforce.entries()) check(id, ['enforce', at])
    for (const [at, override] of overrides.entries()) checkKeys(override.rules ?? {}, ['overrides', at, 'rules'])
    for (const [at, { rule }] of suppressions.entries()) {
      const path = ['suppressions', at, 'rule']
      if (!isSuppressible(rule)) problems.add(source, { message: `${rule} cannot be suppressed.`, path })
      else check(rule, path)
    }
    checkDates(source, problems)
  }
}

function unknownRule(id: string, known: readonly string[]): string | undefined {
  if (known.includes(id)) return undefined
  if (isUnconfigurable(id)) return `${id} cannot be configured; what it reports is always an error.`
  const closest = closestName(id, known)
  const hint = closest ? `did you mean ${list([closest])}?` : '`ibguard rules` lists them.'
  return `There is no rule ${JSON.stringify(id)}; ${hint}`
}

function checkDates(source: ConfigSource, problems: Problems): void {
  for (const [at, { reason, expires }] of (source.value.suppressions ?? []).entries()) {
    const nameOf = (path: Path): string => dotted(writtenPath(source.value, path))
    if (isInvisible(reason)) {
      const path = ['suppressions', at, 'reason']
      problems.add(source, { message: `${nameOf(path)} is blank; say why.`, path })
    }
    if (expires !== undefined && !isDay(expires)) {
      const path = ['suppressions', at, 'expires']
      const message = `${nameOf(path)} is ${JSON.stringify(expires)}, which is no day; write YYYY-MM-DD.`
      problems.add(source, { message, path })
    }
  }
}
