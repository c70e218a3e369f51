import { ApiError } from './api-error.ts'
import { partitionOf } from './arn.ts'
import { authenticate, type Caller, issueKey } from './caller.ts'
import type { Call, Reply, ServiceParts } from './service.ts'

type StsParts = Pick<ServiceParts, 'account' | 'faults' | 'clock' | 'random'>
type Action = (parameters: URLSearchParams, caller: Caller, parts: StsParts) => string

const actions: Readonly<Record<string, Action>> = { GetCallerIdentity: getCallerIdentity, AssumeRole: assumeRole }

/** STS in its query protocol: form fields in, XML out. */
export function answerSts(call: Call, requestId: string, parts: StsParts): Reply {
  try {
    const caller = authenticate(call.headers)
    const parameters = new URLSearchParams(call.method === 'GET' ? call.query : call.body.toString())
    const name = parameters.get('Action') ?? ''
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action) throw new ApiError('InvalidAction', `The local STS does not serve the action ${name || '(none)'}.`)
    const result = action(parameters, caller, parts)
    const { delayMs, cut } = parts.faults.strike({
      operation: name,
      arn: parameters.get('RoleArn') ?? '',
      now: parts.clock.now(),
      roll: () => parts.random.next(),
    })
    const body = `<${name}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${name}Result>${result}</${name}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`
    const reply = { ...xmlReply(200, requestId, body), delayMs }
    if (cut === 'html-502')
      return { ...reply, status: 502, headers: { 'content-type': 'text/html' }, body: '<html></html>' }
    return cut === undefined ? reply : { ...reply, cut: cut === 'truncate' ? 'truncate' : 'reset' }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    // The query protocol has names without the ending that JSON services use.
    const code = escapeXml(error.name.replace(/Exception$/, ''))
    const type = error.status < 500 ? 'Sender' : 'Receiver'
    const body = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`
    return xmlReply(error.status, requestId, body)
  }
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

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function xmlReply(status: number, requestId: string, body: string): Reply {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body }
}
