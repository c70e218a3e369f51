import { parseArn } from '../model/arn.ts'
import type { Answer, FactName, KnownFacts, Unanswered } from '../model/facts.ts'
import type { Json } from '../model/json.ts'
import type { Collector } from './collector.ts'
import type { ActiveRule } from './judgement.ts'
import type { CheckContext, Violation } from './rule.ts'

/** What is known about a configuration of a fact; undefined where there is nothing to know, or nobody asked. */
export type AccountFacts = (context: CheckContext) => (fact: FactName) => Answer | undefined

/** What a note says that a rule could not judge, by its `messageId`. */
export const notJudgedId = 'not-judged'

/** Checks one configuration by one rule that asks its account. */
export type AccountCheck = (
  active: ActiveRule,
  context: CheckContext,
  at: { arn: string; file: string },
  add: (violation: Violation, as?: ActiveRule) => void,
) => void

/**
 * Runs rules that need facts. Where one is not known the rule does not judge, and a note names the permission that lacks:
 * once for each rule, account and permission, however many configurations it is about.
 */
export function createAccountChecks(factsOf: AccountFacts, collector: Collector): AccountCheck {
  const noted = new Set<string>()

  function note(active: ActiveRule, context: CheckContext, lack: Unanswered, add: Parameters<AccountCheck>[3]): void {
    const { rule } = active
    const key = JSON.stringify([rule.id, parseArn(context.arn)?.account, lack.permission])
    if (noted.has(key)) return
    noted.add(key)
    const noting = { ...rule, messages: { [notJudgedId]: messageOf(lack) } }
    add({ messageId: notJudgedId, path: [], severity: 'note' }, { ...active, rule: noting })
  }

  return (active, context, at, add) => {
    const { rule, options } = active
    if (!rule.checkAccount) return
    const answerTo = factsOf(context)
    const facts: Record<string, Json> = {}
    for (const name of rule.needs ?? []) {
      const answer = answerTo(name)
      if (answer && 'unanswered' in answer) return note(active, context, answer.unanswered, add)
      if (answer) facts[name] = answer.known
    }
    collector.run(rule, at, () => rule.checkAccount?.(context, facts as KnownFacts, options) ?? [], add)
  }
}

function messageOf({ permission, about, why, reason }: Unanswered): string {
  if (why === 'denied') return `not judged: ${permission} was denied for ${about}`
  const how = why === 'throttled' ? 'was throttled for too long' : 'could not be asked'
  return `not judged: ${permission} ${how} for ${about} (${reason})`
}
