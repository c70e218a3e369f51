/** The services beside Image Builder that a run asks: the signature says which is meant. */
import type { WallClock } from '../model/clock.ts'
import type { Random } from '../model/random.ts'
import { type AccountService, accountErrorReply, accountQuestion, answerAccount } from './account/answer-account.ts'
import { ApiError } from './api-error.ts'
import { authenticate } from './caller.ts'
import { badGateway, type Call, errorReply, type Reply } from './exchange.ts'
import type { FaultPlan } from './faults.ts'
import { type OtherService, otherActions } from './model.ts'
import { answerOrganizations, describeRegions, type Surroundings } from './organization.ts'
import type { Store } from './store.ts'
import { answerSts, stsErrorReply } from './sts.ts'
import type { TokenBuckets } from './token-bucket.ts'

interface OtherParts {
  /** Account of keys that carry none. */
  account: string
  store: Store
  buckets: { read: TokenBuckets | undefined }
  surroundings: Surroundings
  faults: FaultPlan
  clock: WallClock
  random: Random
}

/** Whatever goes wrong is an answer of the service that was meant. */
export function answerOther(
  service: OtherService,
  call: Call,
  requestId: string,
  parts: OtherParts,
  check: () => void,
): Reply {
  const refuse = (error: ApiError): Reply => refusalOf(service, error, requestId)
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
  ec2: (call, requestId, parts) =>
    formOf(call).get('Action') === 'DescribeRegions'
      ? answerRegions(call, requestId, parts)
      : ofAccount('ec2')(call, requestId, parts),
  iam: ofAccount('iam'),
  kms: ofAccount('kms'),
  'resource-groups': ofAccount('resource-groups'),
  s3: ofAccount('s3'),
  sns: ofAccount('sns'),
}

function ofAccount(service: AccountService): (call: Call, requestId: string, parts: OtherParts) => Reply {
  return (call, requestId, { account, surroundings: { accounts = {} }, buckets, clock }) =>
    answerAccount(service, call, requestId, { account, accounts, bucket: buckets.read, now: clock.now() })
}

function refusalOf(service: OtherService, error: ApiError, requestId: string): Reply {
  if (service === 'sts') return stsErrorReply(error, requestId)
  if (service === 'organizations') return errorReply(error, requestId, false)
  return accountErrorReply(service, error, requestId)
}

/** Which service a request is for: at the root STS, unless the signature names another one. Undefined for Image Builder. */
export function otherServiceOf({ path, headers }: Call): OtherService | undefined {
  const [, name = ''] = /\bCredential=[^,]*\/([a-z0-9-]+)\/aws4_request\b/.exec(headers.authorization ?? '') ?? []
  const named = Object.keys(otherActions).find((service): service is OtherService => service === name)
  return path === '/' ? (named ?? 'sts') : named
}

/** What is asked for, and about which role. */
function questionOf(service: OtherService, call: Call): { action: string; about: string } {
  const target = call.headers['x-amz-target']
  if (service === 'organizations') return { action: String(target ?? '').replace(/^.*\./, ''), about: '' }
  if (service !== 'sts') return accountQuestion(service, call)
  const form = formOf(call)
  return { action: form.get('Action') ?? '', about: form.get('RoleArn') ?? '' }
}

function formOf({ query, body }: Call): URLSearchParams {
  return new URLSearchParams(`${query}&${body ?? ''}`)
}

function answerRegions(call: Call, requestId: string, { account, store, surroundings }: OtherParts): Reply {
  const caller = authenticate(call.headers)
  const known = [...store.regionsOf(caller.account ?? account), caller.region]
  return describeRegions(requestId, surroundings.regions ?? [...new Set(known)].sort())
}
