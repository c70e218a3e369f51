/** The services beside Image Builder that a run asks: all answer at the root, and the signature says which is meant. */
import type { WallClock } from '../model/clock.ts'
import type { Random } from '../model/random.ts'
import { ApiError } from './api-error.ts'
import { authenticate } from './caller.ts'
import { badGateway, type Call, errorReply, type Reply } from './exchange.ts'
import type { FaultPlan } from './faults.ts'
import { type OtherService, otherActions } from './model.ts'
import { answerOrganizations, describeRegions, ec2ErrorReply, type Surroundings } from './organization.ts'
import type { Store } from './store.ts'
import { answerSts, stsErrorReply } from './sts.ts'

interface OtherParts {
  /** Account of keys that carry none. */
  account: string
  store: Store
  surroundings: Surroundings
  faults: FaultPlan
  clock: WallClock
  random: Random
}

/** Whatever goes wrong is an answer of the service that was meant. */
export function answerOther(call: Call, requestId: string, parts: OtherParts, check: () => void): Reply {
  const service = serviceOf(call)
  const refuse = (error: ApiError): Reply => refusals[service](error, requestId)
  try {
    check()
    const { action, about } = questionOf(service, call)
    const reply = services[service](call, requestId, parts)
    const { delayMs, error, cut } = parts.faults.strike({
      operation: action,
      arn: about,
      now: parts.clock.now(),
      roll: () => parts.random.next(),
    })
    if (error) return { ...refuse(error), delayMs }
    if (cut === 'html-502') return { ...badGateway, delayMs }
    return { ...reply, delayMs, ...(cut !== undefined && { cut: cut === 'truncate' ? 'truncate' : 'reset' }) }
  } catch (error) {
    return refuse(error instanceof ApiError ? error : new ApiError('InternalFailure', `Internal error: ${error}`))
  }
}

const services: Record<OtherService, (call: Call, requestId: string, parts: OtherParts) => Reply> = {
  sts: answerSts,
  organizations: (call, requestId, { surroundings }) => answerOrganizations(call, requestId, surroundings),
  ec2: answerEc2,
}

const refusals: Record<OtherService, (error: ApiError, requestId: string) => Reply> = {
  sts: stsErrorReply,
  organizations: (error, requestId) => errorReply(error, requestId, false),
  ec2: ec2ErrorReply,
}

/** STS, unless the signature names another one that is served. */
function serviceOf({ headers }: Call): OtherService {
  const [, name = ''] = /\bCredential=[^,]*\/([a-z0-9-]+)\/aws4_request\b/.exec(headers.authorization ?? '') ?? []
  return Object.keys(otherActions).find((service): service is OtherService => service === name) ?? 'sts'
}

/** What is asked for, and about which role. */
function questionOf(service: OtherService, call: Call): { action: string; about: string } {
  const target = call.headers['x-amz-target']
  if (service === 'organizations') return { action: String(target ?? '').replace(/^.*\./, ''), about: '' }
  const form = formOf(call)
  return { action: form.get('Action') ?? '', about: form.get('RoleArn') ?? '' }
}

function formOf({ query, body }: Call): URLSearchParams {
  return new URLSearchParams(`${query}&${body ?? ''}`)
}

function answerEc2(call: Call, requestId: string, { account, store, surroundings }: OtherParts): Reply {
  const caller = authenticate(call.headers)
  const action = formOf(call).get('Action')
  if (action !== 'DescribeRegions') {
    throw new ApiError('InvalidAction', `The action ${action} is not valid for this web service.`)
  }
  const known = [...store.regionsOf(caller.account ?? account), caller.region]
  return describeRegions(requestId, surroundings.regions ?? [...new Set(known)].sort())
}
