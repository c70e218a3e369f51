import { readFileSync } from 'node:fs'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Readable } from 'node:stream'
import { getCACertificates } from 'node:tls'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { ioProblem } from '../files/io-problem.ts'
import { GuardError } from '../model/errors.ts'
import type { AwsOptions } from './options.ts'

/** The way to AWS that all clients of a run share: connections, proxy, certificates and time limits. */
export interface Transport {
  requestHandler: NodeHttpHandler
  /** The same for STS, which answers at once or not at all: a network without it is found out in seconds. */
  stsHandler: NodeHttpHandler
}

const connectionTimeout = 5_000
const stsTimeoutMs = 5_000
/** For an answer to begin, and as long again for its body to end. */
const answerTimeoutMs = 30_000
const longestAnswer = 64 * 2 ** 20

/**
 * As the AWS CLI: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` hold, in lower case too, and the authorities of
 * `AWS_CA_BUNDLE` stand in place of Node's; those of `NODE_EXTRA_CA_CERTS` are trusted beside them.
 * @throws {GuardError} `Environment` when one of them cannot be used
 */
export function openTransport(options: AwsOptions): Transport {
  const { local, concurrency = 20, env = process.env, answerTimeout = answerTimeoutMs } = options
  const agentOptions = {
    keepAlive: true,
    maxSockets: Math.max(concurrency, 20),
    ...(local ? {} : { ...proxyOf(env), ...authoritiesOf(env) }),
  }
  const agents = { httpAgent: new HttpAgent(agentOptions), httpsAgent: new HttpsAgent(agentOptions) }
  const common = { connectionTimeout, throwOnRequestTimeout: true, ...agents }
  return {
    requestHandler: new WholeAnswers({ ...common, requestTimeout: answerTimeout }, answerTimeout),
    stsHandler: new WholeAnswers({ ...common, requestTimeout: stsTimeoutMs }, Math.min(stsTimeoutMs, answerTimeout)),
  }
}

/** Hands an answer over when all of it is there: a body that never ends ends in an error. */
class WholeAnswers extends NodeHttpHandler {
  readonly #timeoutMs: number

  constructor(options: ConstructorParameters<typeof NodeHttpHandler>[0], timeoutMs: number) {
    super(options)
    this.#timeoutMs = timeoutMs
  }

  override async handle(...[request, options]: Parameters<NodeHttpHandler['handle']>) {
    const { response } = await super.handle(request, options)
    response.body = await whole(response.body, this.#timeoutMs)
    return { response }
  }
}

/** A call that is given up destroys its request, and so ends the body too. */
function whole(body: Readable, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const timer = setTimeout(
      () => body.destroy(cutOff(`the answer did not end within ${timeoutMs / 1000} s`)),
      timeoutMs,
    )
    body.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > longestAnswer) body.destroy(cutOff(`the answer is over ${longestAnswer / 2 ** 20} MiB`))
      else chunks.push(chunk)
    })
    body.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    body.on('error', reject)
    body.on('close', () => {
      clearTimeout(timer)
      // Most have ended by then, and an error with its stack costs.
      if (!body.readableEnded) reject(cutOff('the answer was cut off'))
    })
  })
}

function cutOff(message: string): Error {
  return Object.assign(new Error(message), { name: 'TimeoutError' })
}

type Env = NonNullable<AwsOptions['env']>

function proxyOf(env: Env): { proxyEnv?: NodeJS.ProcessEnv } {
  const read = (name: string) => env[name.toLowerCase()] || env[name]
  const [https_proxy, http_proxy] = ['HTTPS_PROXY', 'HTTP_PROXY'].map((name) => proxyUrl(name, read(name)))
  if (!https_proxy && !http_proxy) return {}
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21)) {
    return { proxyEnv: { https_proxy, http_proxy, no_proxy: read('NO_PROXY') } }
  }
  throw new GuardError('Environment', `Node ${process.versions.node} cannot reach AWS through the proxy that is set.`, {
    hint: 'Take Node 22.21 or newer, or 24.5 or newer; or unset HTTPS_PROXY and HTTP_PROXY.',
  })
}

/** Without a scheme a proxy is one of HTTP, as for curl. The message does not show the URL: it may hold a password. */
function proxyUrl(name: string, text: string | undefined): string | undefined {
  if (!text) return undefined
  const url = text.includes('://') ? text : `http://${text}`
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url
  throw new GuardError('Environment', `The proxy of ${name} is no URL of HTTP or HTTPS.`, {
    hint: 'Write it as http://HOST:PORT.',
  })
}

function authoritiesOf({ AWS_CA_BUNDLE: path }: Env): { ca?: string[] } {
  if (!path) return {}
  try {
    return { ca: [readFileSync(path, 'utf8'), ...getCACertificates('extra')] }
  } catch (error) {
    throw new GuardError(
      'Environment',
      `The certificates of AWS_CA_BUNDLE (${path}) cannot be read: ${ioProblem(error)}.`,
      {
        hint: 'Name a file of certificates in PEM form, or unset the variable.',
        cause: error,
      },
    )
  }
}
