import { GuardError } from '../../model/errors.ts'
import { ruleIds, rulePage } from '../../run/rule-page.ts'
import { closestName } from '../../text/closest-name.ts'
import type { Io } from '../io.ts'

/** Prints the page of a built-in rule, or of what is reported about files and policy. */
export async function explain([id = '']: string[], _options: unknown, io: Io): Promise<number> {
  const page = await rulePage(id)
  if (page === undefined) {
    const closest = closestName(id, ruleIds)
    throw new GuardError('Usage', `There is no rule ${JSON.stringify(id)}.`, {
      hint: `${closest === undefined ? '' : `Did you mean ${closest}? `}\`ibguard rules\` lists all.`,
    })
  }
  io.stdout.write(page)
  return 0
}
