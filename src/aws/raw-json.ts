import type { ImagebuilderClient } from '@aws-sdk/client-imagebuilder'
import type { JsonObject } from '../model/json.ts'
import { isObject, parseJson } from '../model/json.ts'
import { ServiceError } from './image-builder.ts'
import { askedWhenLeaving, type Leaving } from './leaving.ts'

interface RawCall {
  /** Goes out instead of the serialized input. */
  body?: JsonObject
  leaving?: Leaving | undefined
  /** What came back. */
  text?: string
}

/**
 * Carries raw JSON past the SDK's types, which drop every member that their version does not know, in both directions.
 * A call is known by its input object.
 */
export interface RawJson {
  install(client: ImagebuilderClient): void
  /** @param leaving asked when the request has its connection */
  send(input: object, body: JsonObject, leaving?: Leaving): void
  answerTo(input: object): JsonObject
}

export function createRawJson(): RawJson {
  const calls = new WeakMap<object, RawCall>()
  return {
    send(input, body, leaving) {
      calls.set(input, { body, leaving })
    },
    answerTo(input) {
      const answer = parseJson(calls.get(input)?.text || 'null')
      if (isObject(answer)) return answer
      throw new ServiceError('unavailable', 'InvalidAnswer', 'the answer is no JSON object')
    },
    install({ middlewareStack }) {
      // Before the content length is set and the request is signed.
      middlewareStack.add(
        (next) => (args) => {
          const body = calls.get(args.input)?.body
          if (body && hasBody(args.request)) args.request.body = JSON.stringify(body)
          return next(args)
        },
        { step: 'build', priority: 'high', name: 'rawRequest' },
      )
      middlewareStack.add(
        (next) => async (args) => {
          const result = await askedWhenLeaving(calls.get(args.input)?.leaving, () => next(args))
          if (!hasBody(result.response)) return result
          // The transport hands over whole answers.
          calls.set(args.input, { text: new TextDecoder().decode(result.response.body as Uint8Array) })
          return result
        },
        { step: 'deserialize', priority: 'low', name: 'rawAnswer' },
      )
    },
  }
}

function hasBody(message: unknown): message is { body: unknown } {
  return typeof message === 'object' && message !== null && 'body' in message
}
