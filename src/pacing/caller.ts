import { ServiceError } from '../aws/image-builder.ts'
import { laneKey } from '../model/arn.ts'
import { GuardError } from '../model/errors.ts'
import type { Lanes, PacedLane } from './lanes.ts'
import { Stop } from './pacer.ts'

/** Why nothing may be done in a lane: another account's credentials, or no answer about whose they are. */
export interface Objection {
  code: string
  reason: string
}

export type CallerCheck = (lane: PacedLane, signal?: AbortSignal) => Promise<Objection | undefined>

/** A try of STS ends within five seconds, so where it cannot be reached this is known within ten. */
const stsPatienceMs = 5_000

/**
 * Asks once per account whose credentials these are: they are the same in all of its Regions.
 * @throws {GuardError} `Credentials` when there are none
 */
export function createCallerCheck(lanes: Lanes): CallerCheck {
  const asked = new Map<string, Promise<Objection | undefined>>()
  const ask = (key: string, lane: PacedLane, signal?: AbortSignal) => {
    const check = asked.get(key) ?? checkCaller(lanes, lane, signal)
    asked.set(key, check)
    return check
  }
  return async (lane, signal) => {
    const objection = await ask(laneKey({ ...lane, region: '' }), lane, signal)
    // Where a Region does not exist its STS does not either; that of another may.
    return objection?.code === 'ENOTFOUND' ? ask(laneKey(lane), lane, signal) : objection
  }
}

async function checkCaller(lanes: Lanes, lane: PacedLane, signal?: AbortSignal): Promise<Objection | undefined> {
  try {
    const ask = () => lanes.inTurn([], () => lane.client.callerAccount(signal))
    const caller = await lanes.retried(ask, signal, stsPatienceMs)
    if (caller === undefined || caller === lane.account) return undefined
    return {
      code: 'WrongAccount',
      reason: `the credentials are those of account ${caller}, the target is in account ${lane.account}`,
    }
  } catch (error) {
    signal?.throwIfAborted()
    return objectionOf(error)
  }
}

/**
 * A failed call as the reason why a target is left alone.
 * @throws {GuardError} `Credentials` when there are none, `Environment` when AWS cannot be reached from this machine as it
 * is, and whatever is no answer of the service
 */
export function objectionOf(error: unknown): Objection {
  if (error instanceof Stop) return { code: error.code, reason: error.message }
  if (!(error instanceof ServiceError)) throw error
  if (error.kind === 'credentials') {
    throw new GuardError('Credentials', `AWS credentials are missing or no longer valid: ${error.message}`, {
      hint: 'Sign in (aws sso login, or set AWS_PROFILE or the AWS_* variables), or try the run on a local stand-in with --local.',
      cause: error,
    })
  }
  if (error.kind === 'machine') {
    throw new GuardError('Environment', `AWS cannot be asked from this machine: ${error.message} (${error.code}).`, {
      ...(/CERT|SIGNED|SIGNATURE/.test(error.code) && {
        hint: 'The certificate of the endpoint, or of a proxy before it, is not trusted: name its authority in AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS.',
      }),
      cause: error,
    })
  }
  return { code: error.code, reason: error.message }
}
