import { readFile } from 'node:fs/promises'
import { builtinRules } from '../../rules/index.ts'
import { reservedIds } from '../lint/policy-rules.ts'

/** Ids of all rules that have a page. */
export const ruleIds: readonly string[] = [...builtinRules.map((rule) => rule.id), ...reservedIds]

/** The page, Markdown, of a built-in rule or of what is reported about files and policy; undefined for all others. */
export async function rulePage(id: string): Promise<string | undefined> {
  if (!ruleIds.includes(id)) return undefined
  // By the package's own name, so that it is found from the sources and from the bundled package alike.
  return readFile(new URL(import.meta.resolve(`imagebuilder-guard/rules/${id}.md`)), 'utf8')
}
