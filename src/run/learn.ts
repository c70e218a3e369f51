import type { Aws } from '../aws/clients.ts'
import { lintPolicyOf } from '../config/active-rules.ts'
import type { Config } from '../config/config.ts'
import { learnFacts, type Wanted } from '../facts/learn-facts.ts'
import type { PlannedChange } from '../model/change.ts'
import type { LearnedFacts } from '../model/facts.ts'
import type { Configuration } from '../resource/configuration.ts'
import { present } from '../resource/present.ts'
import { type Host, unlessAborted } from './host.ts'
import { ruleViolation } from './judge-plan.ts'
import type { Ports } from './ports.ts'
import { type SendSettings, settingsOf } from './send-settings.ts'

/** Learns about the configurations that changes lead to; undefined where nothing is to be judged by it. */
export type Learn = (changes: readonly PlannedChange[]) => Promise<LearnedFacts | undefined>

interface LearnRequest {
  /** What was told; the config says it else. */
  deep?: boolean | undefined
  settings?: Pick<SendSettings, 'concurrency'> | undefined
  /** Of a plan that is to be applied. */
  planned?: LearnedFacts | undefined
  /** Specs stand beside the plan, so that it is believed nothing. */
  isHeld?: boolean
  connect(): Promise<Aws>
}

/**
 * How a run comes to know about its accounts: it asks them, or believes a plan that it was given without specs. What such a
 * plan does not know is asked for where the run is deep itself. A run that is interrupted knows nothing.
 */
export function learner(request: LearnRequest, config: Config, ports: Omit<Ports, 'connect'>, host: Host): Learn {
  const { planned, isHeld = false } = request
  const isDeep = request.deep ?? config.deep
  const earlier = isHeld ? undefined : planned
  return async (changes) => {
    if (host.signal.aborted) return undefined
    if (earlier) host.notice(`what the accounts answered is of ${earlier.time}, as the plan has it.`)
    if (!isDeep && !(isHeld && planned)) return earlier
    const wanted = wantedOf(changes, config)
    if (wanted.length === 0) return earlier
    const { concurrency, allow } = settingsOf(request.settings ?? {}, config)
    return unlessAborted(host, async () => {
      const asked = { ...ports, ...(await request.connect()) }
      return learnFacts(wanted, asked, { concurrency, signal: host.signal, earlier, ...(allow && { allow }) })
    })
  }
}

/**
 * Of what is blocked nothing is asked, since nobody may have meant it, unless a rule blocked it, which may judge otherwise
 * now. Rules that are off ask nothing.
 */
function wantedOf(changes: readonly PlannedChange[], config: Config): Wanted[] {
  const { rulesOf } = lintPolicyOf(config, config.root)
  return changes.flatMap(({ action, code, after, arn, imageType, location }) => {
    if (!after || (action !== 'update' && action !== 'no-op' && code !== ruleViolation)) return []
    const needs = [...new Set(rulesOf(location.file).flatMap(({ rule }) => (rule.checkAccount && rule.needs) || []))]
    return needs.length === 0 ? [] : [{ config: present(after) as Configuration, arn, imageType, needs }]
  })
}
