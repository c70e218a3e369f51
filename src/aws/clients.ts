import type { Imagebuilder, ImagebuilderClientConfig } from '@aws-sdk/client-imagebuilder'
import { type Lane, laneKey } from '../model/arn.ts'
import type { JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { answerProblem } from '../resource/answer-problem.ts'
import { resourceType } from '../resource/resource-type.ts'
import type { AccountCalls, SignedCalls } from './account-calls.ts'
import { createCredentials } from './credentials.ts'
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
  async function config(lane: Lane): Promise<ClientConfig> {
    const { requestHandler } = await transport()
    const { profile } = options
    const credentials = credentialsOf(lane)
    return {
      region: lane.region,
      requestHandler,
      maxAttempts: 1,
      credentials,
      ...(profile !== undefined && { profile }),
    }
  }
  const accounts = perLane(
    (lane): AccountCalls => ({
      call: async (...question) => (await signed())(lane).call(...question),
      rest: async (...question) => (await signed())(lane).rest(...question),
    }),
  )
  return {
    imageBuilders: perLane((lane) => ({
      ...createImageBuilder(() => config(lane), transport, options),
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

type ClientConfig = Pick<
  ImagebuilderClientConfig,
  'region' | 'requestHandler' | 'maxAttempts' | 'credentials' | 'profile'
>

function createImageBuilder(
  config: () => Promise<ClientConfig>,
  transport: () => Promise<Transport>,
  options: AwsOptions,
): ImageBuilder {
  const endpoint = options.local?.url ?? options.endpointUrl
  const raw = createRawJson()
  const connect = once(async () => {
    const [{ Imagebuilder }, common] = await Promise.all([import('@aws-sdk/client-imagebuilder'), config()])
    const client = new Imagebuilder({ ...common, ...(endpoint === undefined ? {} : { endpoint }) })
    raw.install(client)
    return client
  })
  const connectSts = once(async () => {
    const [{ STS }, common, { stsHandler }] = await Promise.all([import('@aws-sdk/client-sts'), config(), transport()])
    return new STS({ ...common, requestHandler: stsHandler })
  })

  type Send = (client: Imagebuilder, options: { abortSignal?: AbortSignal }) => Promise<unknown>
  async function call(input: object, send: Send, signal?: AbortSignal): Promise<JsonObject> {
    await translated(async () => send(await connect(), abortable(signal)), signal)
    return raw.answerTo(input)
  }

  return {
    async get(arn, signal) {
      const input = { [arnField]: arn }
      const answer = await call(input, (client, options) => client[methods.get](input, options), signal)
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
      raw.send(input, request, leaving)
      const { requestId } = await call(input, (client, options) => client[methods.update](input, options), signal)
      return typeof requestId === 'string' ? { requestId } : {}
    },
    async listImagePipelines(nextToken, signal) {
      const input = pageOf(nextToken)
      const answer = await call(input, (client, options) => client.listImagePipelines(input, options), signal)
      return toPage(answer, 'imagePipelineList')
    },
    async [methods.list](nextToken, signal) {
      const input = pageOf(nextToken)
      const answer = await call(input, (client, options) => client[methods.list](input, options), signal)
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
