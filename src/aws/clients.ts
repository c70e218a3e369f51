import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Imagebuilder, ImagebuilderClientConfig } from '@aws-sdk/client-imagebuilder'
import { type Lane, laneKey } from '../model/arn.ts'
import type { JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { createCredentials } from './credentials.ts'
import { hasSts } from './endpoints.ts'
import { toCallerError, toServiceError } from './errors.ts'
import { type ImageBuilder, type ImageBuilders, type Page, ServiceError } from './image-builder.ts'
import type { AwsOptions } from './options.ts'
import { createRawJson } from './raw-json.ts'

/**
 * EC2 Image Builder over the AWS SDK, one client for each account and Region so that the SDK's state (clock offset,
 * credentials) is never shared across them. The SDK loads with the first call. Its own retries are off.
 */
export function createImageBuilders(options: AwsOptions): ImageBuilders {
  const clients = new Map<string, ImageBuilder>()
  const agentOptions = { keepAlive: true, maxSockets: Math.max(options.concurrency ?? 20, 20) }
  const requestHandler = {
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent(agentOptions),
    httpsAgent: new HttpsAgent(agentOptions),
  }
  const transport = { requestHandler, maxAttempts: 1 }
  const credentialsOf = createCredentials(options, transport)
  return (lane) => {
    const key = laneKey(lane)
    const client = clients.get(key) ?? createImageBuilder(lane, options, { ...transport, ...credentialsOf(lane) })
    clients.set(key, client)
    return client
  }
}

type ClientConfig = Pick<ImagebuilderClientConfig, 'requestHandler' | 'maxAttempts' | 'credentials' | 'profile'>

function createImageBuilder(lane: Lane, options: AwsOptions, config: ClientConfig): ImageBuilder {
  const endpoint = options.local?.url ?? options.endpointUrl
  const common = { ...config, region: lane.region }
  const raw = createRawJson()
  const connect = once(async () => {
    const { Imagebuilder } = await import('@aws-sdk/client-imagebuilder')
    const client = new Imagebuilder({ ...common, ...(endpoint === undefined ? {} : { endpoint }) })
    raw.install(client)
    return client
  })
  const connectSts = once(async () => {
    const { STS } = await import('@aws-sdk/client-sts')
    return new STS(common)
  })

  type Send = (client: Imagebuilder, options: { abortSignal?: AbortSignal }) => Promise<unknown>
  async function call(input: object, send: Send, signal?: AbortSignal): Promise<JsonObject> {
    await translated(async () => send(await connect(), abortable(signal)), signal)
    return raw.answerTo(input)
  }

  return {
    async get(arn, signal) {
      const input = { infrastructureConfigurationArn: arn }
      const answer = await call(
        input,
        (client, options) => client.getInfrastructureConfiguration(input, options),
        signal,
      )
      const live = answer.infrastructureConfiguration
      if (isObject(live)) return live
      throw new ServiceError('unavailable', 'InvalidAnswer', 'the answer holds no infrastructureConfiguration')
    },
    async update(request, signal) {
      const input = {
        infrastructureConfigurationArn: String(request.infrastructureConfigurationArn),
        instanceProfileName: String(request.instanceProfileName),
        clientToken: String(request.clientToken),
      }
      raw.send(input, request)
      const { requestId } = await call(
        input,
        (client, options) => client.updateInfrastructureConfiguration(input, options),
        signal,
      )
      return typeof requestId === 'string' ? { requestId } : {}
    },
    async listImagePipelines(nextToken, signal) {
      const input = pageOf(nextToken)
      const answer = await call(input, (client, options) => client.listImagePipelines(input, options), signal)
      return toPage(answer, 'imagePipelineList')
    },
    async listInfrastructureConfigurations(nextToken, signal) {
      const input = pageOf(nextToken)
      const answer = await call(
        input,
        (client, options) => client.listInfrastructureConfigurations(input, options),
        signal,
      )
      return toPage(answer, 'infrastructureConfigurationSummaryList')
    },
    async callerAccount(signal) {
      if (!hasSts(options)) return undefined
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
    return await send()
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
