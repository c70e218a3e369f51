import type { IncomingHttpHeaders } from 'node:http'
import type { JsonObject } from '../model/json.ts'
import type { ApiError } from './api-error.ts'

/** A request, as far as the service reads it. */
export interface Call {
  method: string
  /** Still percent-encoded. */
  path: string
  query: string
  headers: IncomingHttpHeaders
  /** Undefined when it was too long to be kept. */
  body: Buffer | undefined
}

export interface Reply {
  status: number
  headers: Record<string, string>
  body: string
  /** Milliseconds until it is sent. */
  delayMs?: number
  /** How the connection ends instead of with the whole answer. */
  cut?: 'reset' | 'truncate'
}

export function jsonReply(status: number, requestId: string, body: JsonObject): Reply {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId }
  return { status, headers, body: JSON.stringify(body) }
}

/** @param saysWhen whether the answer says when to try again, where the error knows */
export function errorReply(error: ApiError, requestId: string, saysWhen: boolean): Reply {
  const { name, message, status, retryAfter } = error
  const reply = jsonReply(status, requestId, { __type: name, message })
  const headers = { ...reply.headers, 'x-amzn-errortype': name }
  return {
    ...reply,
    headers: saysWhen && retryAfter !== undefined ? { ...headers, 'retry-after': String(retryAfter) } : headers,
  }
}

/** What a proxy answers that cannot reach the service. */
export const badGateway: Reply = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: '<html><body><h1>502 Bad Gateway</h1></body></html>\n',
}
