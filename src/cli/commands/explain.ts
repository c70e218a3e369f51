import { readFile } from 'node:fs/promises'
import { builtinRules } from '../../../rules/index.ts'
import { reservedIds } from '../../lint/policy-rules.ts'
import { GuardError } from '../../model/errors.ts'
import { closestName } from '../../text/closest-name.ts'
import type { Io } from '../io.ts'

/** Ids of all rules that have a page. */
export const ruleIds: readonly string[] = [...builtinRules.map((rule) => rule.id), ...reservedIds]

/** Prints the page of a built-in rule, or of what is reported about files and policy. */
export async function explain([id = '']: string[], _options: unknown, io: Io): Promise<number> {
  if (!ruleIds.includes(id)) {
    const closest = closestName(id, ruleIds)
    throw new GuardError('Usage', `There is no rule ${JSON.stringify(id)}.`, {
      hint: `${closest === undefined ? '' : `Did you mean ${closest}? `}\`ibguard rules\` lists all.`,
    })
  }
  // By the package's own name, so that it is found from the sources and from the bundled package alike.
  const page = new URL(import.meta.resolve(`imagebuilder-guard/rules/${id}.md`))
  io.stdout.write(await readFile(page, 'utf8'))
  return 0
}
