import type { AccountFacts } from '../lint/account-checks.ts'
import type { Lane } from '../model/arn.ts'
import { type FactName, factShapes, type LearnedFact, type LearnedFacts } from '../model/facts.ts'
import type { Json } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { misfit } from '../model/shape.ts'
import { laneOf } from '../resource/target-arn.ts'
import { factKinds } from './fact-kinds.ts'

/** Finds among what was learned what is about a configuration. */
export function knownFacts({ learned }: LearnedFacts): AccountFacts {
  const answers = new Map(learned.map((fact) => [keyOf(fact), fact.answer]))
  return (asking) => (fact) => {
    const lane = laneOf(asking.arn)
    const question = lane && factKinds[fact].question(asking)
    return question && answers.get(keyOf({ fact, ...addressOf(fact, lane), question }))
  }
}

type Address = Pick<LearnedFact, 'partition' | 'account' | 'region'>

/** Where a fact holds: in the account, or in one Region of it. */
export function addressOf(fact: FactName, { partition, account, region }: Lane): Address {
  return { partition, account, ...(!factKinds[fact].isGlobal && { region }) }
}

/** Equal for equal questions. */
export function keyOf({ fact, partition, account, region = '', question }: Omit<LearnedFact, 'answer'>): string {
  return JSON.stringify([fact, partition, account, region, Object.entries(question).sort(byName)])
}

const byName = ([one]: [string, Json], [other]: [string, Json]): number => (one < other ? -1 : 1)

/**
 * Facts that came with a plan. What is senseless is left out, so that it is asked anew; undefined when there are none.
 */
export function readFacts(value: Json | undefined): LearnedFacts | undefined {
  if (!isObject(value) || typeof value.time !== 'string' || !Array.isArray(value.learned)) return undefined
  const time = Date.parse(value.time)
  if (Number.isNaN(time)) return undefined
  return { time: new Date(time).toISOString(), learned: value.learned.filter(isLearned) }
}

const unansweredShape = { permission: 'text', about: 'text', why: 'text', reason: 'text' } as const

function isLearned(value: Json): value is Json & LearnedFact {
  if (!isObject(value) || !isObject(value.question) || !isObject(value.answer)) return false
  const { fact, partition, account, region, answer } = value
  if (typeof fact !== 'string' || !Object.hasOwn(factKinds, fact)) return false
  if (typeof partition !== 'string' || typeof account !== 'string') return false
  if (region !== undefined && typeof region !== 'string') return false
  if ('known' in answer) return misfit(answer.known, factShapes[fact as FactName]) === undefined
  return misfit(answer.unanswered, unansweredShape) === undefined
}
