import { partitionOf } from '../model/arn.ts'
import type { WallClock } from '../model/clock.ts'
import type { Random } from '../model/random.ts'
import { ApiError } from './api-error.ts'
import { authenticate, type Caller, issueKey } from './caller.ts'
import type { Call, Reply } from './exchange.ts'
import { stsActions } from './model.ts'
import { element, xmlReply } from './xml.ts'

interface StsParts {
  /** Account of keys that carry none. */
  account: string
  clock: WallClock
  random: Random
}

type StsAction = (typeof stsActions)[number]

const version = '2011-06-15'
const namespace = `https://sts.amazonaws.com/doc/${version}/`

const actions: Record<StsAction, (parameters: URLSearchParams, caller: Caller, parts: StsParts) => string> = {
  GetCallerIdentity: getCallerIdentity,
  AssumeRole: assumeRole,
}

/**
 * STS in its query protocol: form fields in, XML out.
 * @throws {ApiError}
 */
export function answerSts({ headers, query, body }: Call, requestId: string, parts: StsParts): Reply {
  const caller = authenticate(headers)
  if (!body) throw new ApiError('RequestEntityTooLargeException', 'The body is over 4 MiB.')
  const parameters = new URLSearchParams(`${query}&${body}`)
  const name = actionOf(parameters)
  const result = actions[name](parameters, caller, parts)
  const metadata = `<ResponseMetadata>${element('RequestId', requestId)}</ResponseMetadata>`
  const answer = `<${name}Response xmlns="${namespace}"><${name}Result>${result}</${name}Result>${metadata}</${name}Response>`
  return xmlReply(200, requestId, answer)
}

export function stsErrorReply({ name: own, message, status }: ApiError, requestId: string, name: string = own): Reply {
  const type = element('Type', status < 500 ? 'Sender' : 'Receiver')
  // The query protocol has names without the ending that JSON services use.
  const error = type + element('Code', name.replace(/Exception$/, '')) + element('Message', message)
  const body = `<ErrorResponse xmlns="${namespace}"><Error>${error}</Error>${element('RequestId', requestId)}</ErrorResponse>`
  return xmlReply(status, requestId, body)
}

function actionOf(parameters: URLSearchParams): StsAction {
  const name = parameters.get('Action')
  if (!name) throw new ApiError('MissingAction', 'The request names no Action.')
  const action = stsActions.find((known) => known === name)
  const asked = parameters.get('Version') ?? 'NO_VERSION_SPECIFIED'
  if (action && asked === version) return action
  const served = `The local STS serves ${stsActions.join(' and ')} of version ${version}.`
  throw new ApiError('InvalidAction', `Could not find operation ${name} for version ${asked}. ${served}`)
}

function getCallerIdentity(_parameters: URLSearchParams, caller: Caller, { account }: StsParts): string {
  const own = caller.account ?? account
  const role = assumedRoleOf(caller)
  const arn = role ?? `arn:${partitionOf(caller.region)}:iam::${own}:user/local`
  const id = role === undefined ? caller.accessKeyId : `AROALOCALIMAGEBUILDER:${role.slice(role.lastIndexOf('/') + 1)}`
  return element('Arn', arn) + element('UserId', id) + element('Account', own)
}

/** Any role of any account can be assumed. */
function assumeRole(parameters: URLSearchParams, _caller: Caller, { clock, random }: StsParts): string {
  const roleArn = parameters.get('RoleArn') ?? ''
  const session = parameters.get('RoleSessionName') ?? ''
  const seconds = Number(parameters.get('DurationSeconds') ?? 3600)
  const [, partition, account, path] = /^arn:(aws[^:]*):iam::(\d{12}):role\/([\w+=,.@/-]+)$/.exec(roleArn) ?? []
  if (!partition || !account || !path) throw invalid('RoleArn', 'the ARN of a role')
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) throw invalid('RoleSessionName', '2 to 64 of the characters \\w+=,.@-')
  if (!(Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200))
    throw invalid('DurationSeconds', '900 to 43200')
  const arn = `arn:${partition}:sts::${account}:assumed-role/${path.slice(path.lastIndexOf('/') + 1)}/${session}`
  const credentials =
    element('AccessKeyId', issueKey(account, random.uuid())) +
    element('SecretAccessKey', random.uuid()) +
    element('SessionToken', Buffer.from(arn).toString('base64')) +
    element('Expiration', new Date(clock.now() + seconds * 1000).toISOString())
  const user = element('AssumedRoleId', `AROALOCALIMAGEBUILDER:${session}`) + element('Arn', arn)
  return `<Credentials>${credentials}</Credentials><AssumedRoleUser>${user}</AssumedRoleUser>`
}

/** The session token of an issued key is the ARN of the role, so that it stays good when the server is restarted. */
function assumedRoleOf({ account, sessionToken }: Caller): string | undefined {
  if (account === undefined || sessionToken === undefined) return undefined
  const arn = Buffer.from(sessionToken, 'base64').toString()
  return new RegExp(`^arn:aws[a-z-]*:sts::${account}:assumed-role/[\\w+=,.@/-]+$`).test(arn) ? arn : undefined
}

function invalid(parameter: string, expected: string): ApiError {
  return new ApiError('ValidationError', `The value of '${parameter}' is not valid, expected ${expected}.`)
}
