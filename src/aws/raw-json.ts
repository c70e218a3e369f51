import type { ImagebuilderClient } from '@aws-sdk/client-imagebuilder'
import { HttpRequest, type HttpResponse } from '@smithy/core/protocols'
import type { Json, JsonObject } from '../model/json.ts'
import { isObject, parseJson } from '../model/json.ts'
import { ServiceError } from './image-builder.ts'
import { askedWhenLeaving, type Leaving } from './leaving.ts'
import type { Transport } from './transport.ts'

interface RawCall {
  /** Goes out instead of the serialized input. */
  body?: JsonObject
  /** Asked when the request has its connection. */
  leaving?: Leaving | undefined
  signal?: AbortSignal | undefined
}

/**
 * Carries raw JSON past the SDK's types, which drop every member that their version does not know, in both directions.
 * A call is known by its input object, since the client puts its middleware together once and not for each call.
 */
export interface RawJson {
  install(client: ImagebuilderClient, transport: Transport): void
  /** What is answered to an input that `send` hands to the client. */
  answer(input: object, call: RawCall, send: () => Promise<unknown>): Promise<JsonObject>
}

export function createRawJson(): RawJson {
  const calls = new WeakMap<object, RawCall>()
  const answers = new WeakMap<object, JsonObject>()
  return {
    async answer(input, call, send) {
      calls.set(input, call)
      await send()
      return answers.get(input) as JsonObject
    },
    install({ middlewareStack }, { requestHandler }) {
      // Each costs time, and does nothing here: nothing is logged, and trying again is for `pacing/`.
      middlewareStack.remove('loggerMiddleware')
      middlewareStack.add((next) => next, {
        name: 'retryMiddleware',
        step: 'finalizeRequest',
        priority: 'high',
        override: true,
      })
      // Before the content length is set and the request is signed.
      middlewareStack.add(
        (next) => (args) => {
          const body = calls.get(args.input)?.body
          if (body && HttpRequest.isInstance(args.request)) args.request.body = JSON.stringify(body)
          return next(args)
        },
        { step: 'build', priority: 'high', name: 'rawRequest' },
      )
      // The last step, in place of the SDK's own: that one knows no signal of a single call.
      middlewareStack.add(
        () =>
          async ({ input, request }) => {
            const { leaving, signal } = calls.get(input) ?? {}
            const options = signal ? { abortSignal: signal } : {}
            const { response } = await askedWhenLeaving(leaving, () =>
              requestHandler.handle(request as HttpRequest, options),
            )
            if (response.statusCode < 300) {
              answers.set(input, answerOf(response))
              // The SDK has nothing left to read.
              response.body = nothing
            }
            return { response, output: { $metadata: {} } as never }
          },
        { step: 'deserialize', priority: 'low', name: 'rawAnswer' },
      )
    },
  }
}

const utf8 = new TextDecoder()
const nothing = new Uint8Array()

/** @throws with the status, as the SDK does, when it is no JSON */
function answerOf({ body, statusCode, headers }: HttpResponse): JsonObject {
  let answer: Json
  try {
    // The transport hands over whole answers.
    answer = parseJson(utf8.decode(body) || 'null')
  } catch (error) {
    const $metadata = { httpStatusCode: statusCode, requestId: headers['x-amzn-requestid'] }
    throw Object.assign(error as Error, { $metadata })
  }
  if (isObject(answer)) return answer
  throw new ServiceError('unavailable', 'InvalidAnswer', 'the answer is no JSON object')
}
