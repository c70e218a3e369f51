/** What is asked of the accounts about the names in configurations, and what is known of it. */
import { setMaxListeners } from 'node:events'
import type { SignedCalls } from '../aws/account-calls.ts'
import type { AllowConfig } from '../generated/config.ts'
import type { Answer, FactName, LearnedFact, LearnedFacts } from '../model/facts.ts'
import { createCallerCheck } from '../pacing/caller.ts'
import { createLanes, type LanePorts } from '../pacing/lanes.ts'
import { Stop } from '../pacing/pacer.ts'
import { whyNotAllowed } from '../pacing/target.ts'
import { laneOf } from '../resource/target-arn.ts'
import type { Asking } from './fact-kind.ts'
import { factKinds } from './fact-kinds.ts'
import { createInquiries, type Inquiry, NotKnown } from './inquiry.ts'
import { addressOf, keyOf } from './known-facts.ts'

export interface LearnOptions {
  /** Accounts and Regions outside are not asked. */
  allow?: AllowConfig
  /** Calls in flight at once. */
  concurrency: number
  signal?: AbortSignal
  /** What an earlier run learned, and is believed: it is not asked again. */
  earlier?: LearnedFacts | undefined
}

/** A configuration, with what rules need to know about it. */
export interface Wanted extends Asking {
  needs: readonly FactName[]
}

type Question = Omit<LearnedFact, 'answer'>

/**
 * Asks each distinct question once. What is denied, throttled for good or unreachable is an answer too: that it is not
 * known, and which permission lacks.
 */
export async function learnFacts(
  wanted: readonly Wanted[],
  ports: LanePorts & { accounts: SignedCalls },
  { allow, concurrency, signal, earlier }: LearnOptions,
): Promise<LearnedFacts> {
  if (signal) setMaxListeners(0, signal)
  const lanes = createLanes(ports, { concurrency })
  const checkCaller = createCallerCheck(lanes)
  const inquiryIn = createInquiries(lanes, ports.accounts, signal)
  // What had no answer may have one now.
  const believed = earlier?.learned.filter(({ answer }) => 'known' in answer) ?? []
  const known = new Map(believed.map((fact) => [keyOf(fact), fact]))
  const questions = new Map<string, { question: Question; inquiry: Inquiry }>()

  for (const { needs, ...asking } of wanted) {
    const lane = laneOf(asking.arn)
    if (!lane || whyNotAllowed(lane, allow) !== undefined) continue
    for (const fact of needs) {
      const question = factKinds[fact].question(asking)
      if (!question) continue
      const address: Question = { fact, ...addressOf(fact, lane), question }
      const key = keyOf(address)
      if (!questions.has(key)) questions.set(key, { question: address, inquiry: inquiryIn(lane) })
    }
  }

  async function answer({ fact, question }: Question, inquiry: Inquiry): Promise<Answer> {
    const kind = factKinds[fact]
    try {
      const objection = await checkCaller(lanes.in(inquiry), signal)
      if (!objection) return { known: await kind.ask(question, inquiry) }
      const [permission = ''] = kind.permissions
      const about = `account ${inquiry.account}`
      return { unanswered: { permission, about, why: 'unreachable', reason: objection.reason } }
    } catch (error) {
      if (error instanceof NotKnown) return { unanswered: error.unanswered }
      throw error
    }
  }

  const stop = (): void => lanes.stop(new Stop('Interrupted', 'the run was interrupted'))
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const learned = await Promise.all(
      [...questions].map(
        async ([key, { question, inquiry }]): Promise<LearnedFact> =>
          known.get(key) ?? { ...question, answer: await answer(question, inquiry) },
      ),
    )
    // What was believed is as old as it was.
    const isOld = earlier !== undefined && learned.length > 0 && learned.every((fact) => known.has(keyOf(fact)))
    return { time: isOld ? earlier.time : new Date(ports.clock.now()).toISOString(), learned }
  } finally {
    signal?.removeEventListener('abort', stop)
    stop()
  }
}
