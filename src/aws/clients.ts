import type { Imagebuilder, ImagebuilderClientConfig } from '@aws-sdk/client-imagebuilder'
import { type Lane, laneKey } from '../model/arn.ts'
import type { JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { answerProblem } from '../resource/answer-problem.ts'
import { resourceType } from '../resource/resource-type.ts'
import type { AccountCalls, SignedCalls } from './account-calls.ts'
import { createCredentials, type Provider } from './credentials.ts'
import { toCallerError, toServiceError } from './errors.ts'
import { ensureHome } from './home.ts'
import { type ImageBuilder, type ImageBuilders, type Page, ServiceError } from './image-builder.ts'
import type { AwsOptions } from './options.ts'
import { createRawJson } from './raw-json.ts'
import { isAsked } from './services.ts'
import type { Transport } from './transport.ts'
import { untilAborted } from './until-aborted.ts'

const { arnField, methods, answers } = resourceType

/** What a run asks of AWS, over the same connections and with the same credentials. */
export interface Aws {
  imageBuilders: ImageBuilders
  /** Whatever other service of an account is asked; of the account '' that of the caller itself, without a role. */
  accounts: SignedCalls
}

/** Nothing is loaded, read or opened before the first call. */
export function createAws(options: AwsOptions): Aws {
  const transport = once(async () => {
    const { openTransport } = await import('./transport.ts')
    ensureHome()
    return openTransport(options)
  })
  const credentialsOf = createCredentials(options, transport)
  const signed = once(async () => {
    const [{ createSignedCalls }, opened] = await Promise.all([import('./signed-calls.ts'), transport()])
    return createSignedCalls(options, opened, credentialsOf)
  })
  const common = (lane: Lane): ClientConfig => ({
    region: lane.region,
    maxAttempts: 1,
    credentials: credentialsOf(lane),
    ...(options.profile !== undefined && { profile: options.profile }),
  })
  const accounts = perLane(
    (lane): AccountCalls => ({
      call: async (...question) => (await signed())(lane).call(...question),
      rest: async (...question) => (await signed())(lane).rest(...question),
    }),
  )
  return {
    imageBuilders: perLane((lane) => ({
      ...createImageBuilder(common(lane), transport, options),
      account: accounts(lane),
    })),
    accounts,
  }
}

/**
 * EC2 Image Builder over the AWS SDK, one client for each account and Region so that the SDK's state (clock offset) is
 * never shared across them. The SDK loads with the first call. Its own retries are off.
 */
export function createImageBuilders(options: AwsOptions): ImageBuilders {
  return createAws(options).imageBuilders
}

function perLane<T>(create: (lane: Lane) => T): (lane: Lane) => T {
  const made = new Map<string, T>()
  return (lane) => {
    const key = laneKey(lane)
    const one = made.get(key) ?? create(lane)
    made.set(key, one)
    return one
  }
}

interface ClientConfig extends Pick<ImagebuilderClientConfig, 'maxAttempts' | 'profile'> {
  region: string
  credentials: Provider
}

function createImageBuilder(
  config: ClientConfig,
  transport: () => Promise<Transport>,
  options: AwsOptions,
): ImageBuilder {
  const endpoint = options.local?.url ?? options.endpointUrl
  const raw = createRawJson()
  const connect = once(async () => {
    const [{ Imagebuilder }, { SignatureV4 }, { Sha256 }, opened] = await Promise.all([
      import('@aws-sdk/client-imagebuilder'),
      import('@smithy/signature-v4'),
      import('./sha256.ts'),
      transport(),
    ])
    const { region, credentials } = config
    const client = new Imagebuilder({
      ...config,
      requestHandler: opened.requestHandler,
      // Both are made once, where the SDK would make them for each call.
      cacheMiddleware: true,
      signer: new SignatureV4({ region, credentials, service: 'imagebuilder', sha256: Sha256 }),
      ...(endpoint === undefined ? {} : { endpoint }),
    })
    raw.install(client, opened)
    return client
  })
  const connectSts = once(async () => {
    const [{ STS }, { stsHandler }] = await Promise.all([import('@aws-sdk/client-sts'), transport()])
    return new STS({ ...config, requestHandler: stsHandler })
  })

  type Send = (client: Imagebuilder) => Promise<unknown>
  interface How {
    body?: JsonObject
    leaving?: (() => Error | undefined) | undefined
    signal?: AbortSignal | undefined
  }
  function call(input: object, send: Send, how: How): Promise<JsonObject> {
    return translated(async () => {
      const client = await connect()
      return raw.answer(input, how, () => send(client))
    }, how.signal)
  }

  return {
    async get(arn, signal) {
      const input = { [arnField]: arn }
      const answer = await call(input, (client) => client[methods.get](input), { signal })
      const live = answer[answers.get]
      if (isObject(live) && live.arn === arn) {
        const problem = answerProblem(live)
        if (problem === undefined) return live
        throw new ServiceError('refused', 'InvalidAnswer', `the answer about ${arn} cannot be used: ${problem}`)
      }
      const found = isObject(live) ? `is about ${live.arn ?? 'no ARN'}` : `holds no ${answers.get}`
      throw new ServiceError('unavailable', 'InvalidAnswer', `the answer about ${arn} ${found}`)
    },
    async update(request, signal, leaving) {
      const input = {
        [arnField]: String(request[arnField]),
        instanceProfileName: String(request.instanceProfileName),
        clientToken: String(request.clientToken),
      }
      const how = { body: request, leaving, signal }
      const { requestId } = await call(input, (client) => client[methods.update](input), how)
      return typeof requestId === 'string' ? { requestId } : {}
    },
    async listImagePipelines(nextToken, signal) {
      const input = pageOf(nextToken)
      const answer = await call(input, (client) => client.listImagePipelines(input), { signal })
      return toPage(answer, 'imagePipelineList')
    },
    async [methods.list](nextToken, signal) {
      const input = pageOf(nextToken)
      const answer = await call(input, (client) => client[methods.list](input), { signal })
      return toPage(answer, answers.list)
    },
    async callerAccount(signal) {
      if (options.targets?.checkCaller === false || !isAsked('sts', options)) return undefined
      const { Account } = await translated(
        async () => (await connectSts()).getCallerIdentity({}, abortable(signal)),
        signal,
        toCallerError,
      )
      if (Account) return Account
      throw new ServiceError('unavailable', 'InvalidAnswer', 'the answer of STS holds no account')
    },
  }
}

async function translated<T>(
  send: () => Promise<T>,
  signal: AbortSignal | undefined,
  translate = (error: unknown) => toServiceError(error, Date.now()),
): Promise<T> {
  try {
    return await untilAborted(send(), signal)
  } catch (error) {
    signal?.throwIfAborted()
    throw translate(error)
  }
}

function abortable(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal ? { abortSignal: signal } : {}
}

function toPage(answer: JsonObject, member: string): Page {
  const items = answer[member]
  const nextToken = answer.nextToken
  return {
    items: Array.isArray(items) ? items.filter(isObject) : [],
    ...(typeof nextToken === 'string' && nextToken !== '' ? { nextToken } : {}),
  }
}

function pageOf(nextToken: string | undefined): { maxResults: number; nextToken?: string } {
  return { maxResults: 25, ...(nextToken === undefined ? {} : { nextToken }) }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
