import type { AccountCalls, RestAnswer, RestRequest, ServiceName, SignedCalls } from '../aws/account-calls.ts'
import { ServiceError, type ServiceErrorKind } from '../aws/image-builder.ts'
import { allPages } from '../aws/pages.ts'
import { placeOf } from '../aws/services.ts'
import { listOf } from '../aws/wire.ts'
import { type Lane, laneKey } from '../model/arn.ts'
import type { Unanswered } from '../model/facts.ts'
import type { JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import type { Lanes } from '../pacing/lanes.ts'
import { Stop } from '../pacing/pacer.ts'
import type { Permission } from './permissions.ts'

/** Thrown by a question that has no answer; the fact that it was asked for is not known. */
export class NotKnown extends Error {
  override readonly name = 'NotKnown'
  readonly unanswered: Unanswered

  constructor(unanswered: Unanswered) {
    super(unanswered.reason)
    this.unanswered = unanswered
  }
}

/**
 * What the providers of facts ask an account and Region with, each call at most once a run, whoever asks: in its turn,
 * tried again as its errors allow.
 */
export interface Inquiry extends Lane {
  /**
   * The result of the action that the permission is named for; undefined where the service says that there is no such thing.
   * @param about what is asked about, for a note
   * @throws {NotKnown}
   */
  ask(permission: Permission, input: JsonObject, about: string): Promise<JsonObject | undefined>
  /** All items of a list, over all pages. */
  list(permission: Permission, input: JsonObject, member: string, about: string): Promise<JsonObject[]>
  /** A call with a REST protocol; 3xx, 403 and 404 are answers. */
  rest(permission: Permission, request: RestRequest, about: string): Promise<RestAnswer>
  inRegion(region: string): Inquiry
}

/** For an answer that is none to the question: nothing is concluded from it. */
export function nonsense(permission: Permission, about: string): NotKnown {
  return new NotKnown({ permission, about, why: 'unreachable', reason: 'the answer is not about it' })
}

/** Codes of a refusal for want of a permission. */
const denials =
  /^(?:AccessDenied(?:Exception)?|UnauthorizedOperation|AuthorizationError(?:Exception)?|NotAuthorized|Http403)$/

/** Asked about something else, the service would be as silent. */
const silences: ReadonlySet<ServiceErrorKind> = new Set(['unavailable', 'machine', 'credentials'])

export function createInquiries(lanes: Lanes, accounts: SignedCalls, signal?: AbortSignal): (lane: Lane) => Inquiry {
  const asked = new Map<string, Promise<unknown>>()
  /** Why a service in a place is not asked again: it was tried for as long as it is worth, and never answered. */
  const gone = new Map<string, string>()
  const answering = new Set<string>()

  /** @throws {NotKnown} for every error but that of an answer that there is no such thing */
  async function answered<T>(
    lane: Lane,
    permission: Permission,
    about: string,
    call: (account: AccountCalls) => Promise<T>,
  ): Promise<T | undefined> {
    const service = serviceOf(permission)
    const place = `${service}:${laneKey(placeOf(service, lane))}`
    const notKnown = (why: Unanswered['why'], reason: string) => new NotKnown({ permission, about, why, reason })
    const send = async (): Promise<T> => {
      const reason = gone.get(place)
      if (reason !== undefined) throw notKnown('unreachable', reason)
      const answer = await call(accounts(lane))
      answering.add(place)
      return answer
    }
    try {
      return await (gone.has(place) ? send() : lanes.ask(lane, service, send, signal))
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof Stop) throw notKnown('throttled', error.message)
      if (!(error instanceof ServiceError)) throw error
      const isSilent = silences.has(error.kind) || error.code === 'NoEndpoint' || error.code === 'AssumeRoleFailed'
      if (!isSilent) answering.add(place)
      if (error.kind === 'not-found') return undefined
      const reason = `${error.code}: ${error.message}`
      if (denials.test(error.code)) throw notKnown('denied', reason)
      if (isSilent && !answering.has(place)) gone.set(place, reason)
      throw notKnown('unreachable', reason)
    }
  }

  function once<T>(lane: Lane, permission: Permission, input: unknown, ask: () => Promise<T>): Promise<T> {
    const key = JSON.stringify([laneKey(placeOf(serviceOf(permission), lane)), permission, input])
    const answer = (asked.get(key) as Promise<T> | undefined) ?? ask()
    asked.set(key, answer)
    return answer
  }

  return function inquiryIn(lane: Lane): Inquiry {
    return {
      ...lane,
      ask(permission, input, about) {
        const { service, action } = partsOf(permission)
        return once(lane, permission, input, () =>
          answered(lane, permission, about, (account) => account.call(service, action, input, signal)),
        )
      },
      list(permission, input, member, about) {
        const { service, action } = partsOf(permission)
        return once(lane, permission, [input, member], () =>
          allPages(async (token) => {
            const page = token === undefined ? input : { ...input, NextToken: token }
            const answer = await answered(lane, permission, about, (account) =>
              account.call(service, action, page, signal),
            )
            if (answer && !(member in answer)) throw nonsense(permission, about)
            const { [member]: items, nextToken } = answer ?? {}
            return {
              items: listOf(items).filter(isObject),
              nextToken: typeof nextToken === 'string' ? nextToken : undefined,
            }
          }).catch((error: unknown) => {
            if (!(error instanceof ServiceError)) throw error
            throw new NotKnown({ permission, about, why: 'unreachable', reason: `${error.code}: ${error.message}` })
          }),
        )
      },
      async rest(permission, request, about) {
        const answer = await once(lane, permission, request, () =>
          answered(lane, permission, about, (account) => account.rest(serviceOf(permission), request, signal)),
        )
        return answer ?? { status: 404, headers: {}, text: '' }
      },
      inRegion: (region) => inquiryIn({ ...lane, region }),
    }
  }
}

function partsOf(permission: Permission): { service: ServiceName; action: string } {
  const [service = '', action = ''] = permission.split(':')
  return { service: service as ServiceName, action }
}

const serviceOf = (permission: Permission): ServiceName => partsOf(permission).service
