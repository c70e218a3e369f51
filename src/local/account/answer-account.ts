/** The services of an account that builds depend on, each in its own protocol: reads of what the seed says. */
import { partitionOf } from '../../model/arn.ts'
import type { JsonObject } from '../../model/json.ts'
import { isObject, parseJson } from '../../model/json.ts'
import { ApiError } from '../api-error.ts'
import { authenticate } from '../caller.ts'
import { type Call, errorReply, jsonReply, type Reply } from '../exchange.ts'
import { type OtherService, otherActions } from '../model.ts'
import { stsErrorReply } from '../sts.ts'
import type { TokenBuckets } from '../token-bucket.ts'
import { element, elementsOf, xmlReply } from '../xml.ts'
import type { AccountSeeds } from './account-seed.ts'
import { type Asked, askedOf } from './asked.ts'
import { ec2Actions } from './ec2.ts'
import { iamActions } from './iam.ts'
import { describeKey, getGroup, headBucket, snsActions } from './other-reads.ts'

export type AccountService = Exclude<OtherService, 'sts' | 'organizations'>

interface AccountParts {
  /** Account of keys that carry none. */
  account: string
  accounts: AccountSeeds
  /** Of reads, unlimited without one. */
  bucket: TokenBuckets | undefined
  now: number
}

/** What is asked for, and what about. */
export function accountQuestion(service: AccountService, call: Call): { action: string; about: string } {
  const { method, path, headers } = call
  if (service === 's3') return { action: method === 'HEAD' ? 'HeadBucket' : method, about: path.slice(1) }
  if (service === 'kms') {
    return { action: String(headers['x-amz-target'] ?? '').replace(/^.*\./, ''), about: String(inputOf(call).KeyId) }
  }
  if (service === 'resource-groups') {
    return { action: path === '/get-group' ? 'GetGroup' : path, about: String(inputOf(call).Group) }
  }
  const form = formOf(call)
  const [, about = ''] = [...form].find(([name, value]) => !/^(?:Action|Version|)$/.test(name) && value !== '') ?? []
  return { action: form.get('Action') ?? '', about }
}

/** @throws {ApiError} */
export function answerAccount(service: AccountService, call: Call, requestId: string, parts: AccountParts): Reply {
  const { region, ...caller } = authenticate(call.headers)
  const account = caller.account ?? parts.account
  const { action, about } = accountQuestion(service, call)
  if (!otherActions[service].includes(action)) {
    throw new ApiError('InvalidAction', `The action ${action} is not valid for this web service.`)
  }
  const place = `${service}/${account}/${region}`
  if (parts.bucket && parts.bucket.wait(place, parts.now) > 0) {
    throw new ApiError('ThrottlingException', 'Rate exceeded', 1)
  }
  parts.bucket?.spend(place)
  const permission = service === 's3' ? 's3:ListBucket' : `${service}:${action}`
  const asked = askedOf(parts.accounts, { partition: partitionOf(region), account, region }, permission)
  switch (service) {
    case 's3': {
      const owner = call.headers['x-amz-expected-bucket-owner']
      const { status, headers } = headBucket(about, typeof owner === 'string' ? owner : undefined, asked)
      return { status, headers: { ...headers, 'x-amz-request-id': requestId }, body: '' }
    }
    case 'kms':
      return jsonReply(200, requestId, describeKey(inputOf(call), asked))
    case 'resource-groups':
      return jsonReply(200, requestId, getGroup(inputOf(call), asked))
    case 'ec2':
      return ec2Reply(action, ec2Actions[action]?.(formOf(call), asked) ?? {}, requestId)
    default:
      return queryReply(service, action, formOf(call), asked, requestId)
  }
}

function ec2Reply(action: string, result: JsonObject, requestId: string): Reply {
  const inner = element('requestId', requestId) + elementsOf(result, 'item')
  const body = `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${inner}</${action}Response>`
  return xmlReply(200, requestId, body)
}

function queryReply(
  service: 'iam' | 'sns',
  action: string,
  form: URLSearchParams,
  asked: Asked,
  requestId: string,
): Reply {
  const [actions, item] = service === 'iam' ? ([iamActions, 'member'] as const) : ([snsActions, 'entry'] as const)
  const result = elementsOf(actions[action]?.(form, asked) ?? {}, item)
  const metadata = `<ResponseMetadata>${element('RequestId', requestId)}</ResponseMetadata>`
  const body = `<${action}Response xmlns="https://${service}.amazonaws.com/doc/"><${action}Result>${result}</${action}Result>${metadata}</${action}Response>`
  return xmlReply(200, requestId, body)
}

/** What services call an error otherwise than Image Builder does. */
const ownNames: Record<AccountService, Record<string, string>> = {
  ec2: { AccessDeniedException: 'UnauthorizedOperation', ThrottlingException: 'RequestLimitExceeded' },
  iam: {},
  kms: {},
  'resource-groups': {},
  s3: {},
  sns: { AccessDeniedException: 'AuthorizationError' },
}

export function accountErrorReply(service: AccountService, error: ApiError, requestId: string): Reply {
  const name = ownNames[service][error.name] ?? error.name
  if (service === 'ec2') {
    const inner = element('Code', name) + element('Message', error.message)
    const body = `<Response><Errors><Error>${inner}</Error></Errors>${element('RequestID', requestId)}</Response>`
    return xmlReply(error.status, requestId, body)
  }
  if (service === 'iam' || service === 'sns') return stsErrorReply(error, requestId, name)
  const reply = errorReply(error, requestId, false)
  if (service === 's3') return { ...reply, body: '' }
  return service === 'resource-groups' && name === 'NotFoundException' ? { ...reply, status: 404 } : reply
}

function formOf({ query, body }: Call): URLSearchParams {
  if (!body) throw new ApiError('RequestEntityTooLargeException', 'The body is over 4 MiB.')
  return new URLSearchParams(`${query}&${body}`)
}

function inputOf({ body }: Call): JsonObject {
  try {
    const input = parseJson(String(body ?? '') || '{}')
    if (isObject(input)) return input
  } catch {
    // Told below.
  }
  throw new ApiError('SerializationException', 'The body is no JSON object.')
}
