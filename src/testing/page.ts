import { load } from 'js-yaml'
import type { KnownFacts } from '../model/facts.ts'
import type { JsonObject } from '../model/json.ts'
import type { Situation } from './run-rule.ts'

/**
 * The situations of a rule's page: each `yaml` or `json` block under "Failing spec" and "Passing spec". A block marked
 * `yaml live` before it is the live configuration, one marked `yaml config` holds the rule's options as a config has them,
 * one marked `yaml facts` what the account answers.
 */
export function situationsOf(page: string, heading: 'Failing spec' | 'Passing spec', ruleId: string): Situation[] {
  const start = page.split(/^## /m).find((section) => section.startsWith(heading)) ?? ''
  const situations: Situation[] = []
  let pending: Omit<Situation, 'spec'> = {}
  for (const [, info = '', text = ''] of start.matchAll(/^```(\w+(?: \w+)?)\n(.*?)^```$/gms)) {
    if (info.endsWith(' live')) pending = { ...pending, ...liveOf(text) }
    else if (info.endsWith(' facts')) pending = { ...pending, facts: load(text) as KnownFacts }
    else if (info.endsWith(' config')) pending = { ...pending, options: optionsOf(text, ruleId) }
    else {
      situations.push({ ...pending, spec: text })
      pending = {}
    }
  }
  return situations
}

/** Tags of the configuration itself stand beside its fields, as Get answers them. */
function liveOf(text: string): Pick<Situation, 'live' | 'tags'> {
  const { tags, ...live } = load(text) as JsonObject
  return { live, tags: tags as Record<string, string> | undefined }
}

function optionsOf(text: string, ruleId: string): JsonObject {
  const { rules } = load(text) as { rules: Record<string, [string, JsonObject]> }
  return rules[ruleId]?.[1] ?? {}
}
