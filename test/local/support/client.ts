import { ImagebuilderClient } from '@aws-sdk/client-imagebuilder'
import { onTestFinished } from 'vitest'
import {
  createLocalImageBuilder,
  type LocalImageBuilder,
  type LocalImageBuilderOptions,
} from '../../../src/local/index.ts'

export const region = 'eu-west-1'
export const account = '123456789012'

export function arnOf(name: string, type = 'infrastructure-configuration'): string {
  return `arn:aws:imagebuilder:${region}:${account}:${type}/${name}`
}

/** A server that ends with the test. */
export async function startLocal(options: LocalImageBuilderOptions = {}): Promise<LocalImageBuilder> {
  const local = await createLocalImageBuilder(options)
  onTestFinished(() => local.close())
  return local
}

export function clientFor(url: string, key = 'local', inRegion: string = region, maxAttempts = 1): ImagebuilderClient {
  return new ImagebuilderClient({
    endpoint: url,
    region: inRegion,
    maxAttempts,
    credentials: { accessKeyId: key, secretAccessKey: 'any' },
  })
}

export interface RawAnswer {
  status: number
  errorType: string | null
  headers: Headers
  body: Record<string, unknown>
}

export interface RawRequest {
  method?: string
  body?: unknown
  key?: string
  region?: string
  headers?: Record<string, string>
}

/** Sends what no SDK would; an object is sent as JSON, text and bytes as they are. */
export async function send(url: string, path: string, request: RawRequest = {}): Promise<RawAnswer> {
  const { method = 'PUT', body, key = 'local', region: scope = region } = request
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/${scope}/imagebuilder/aws4_request, SignedHeaders=host, Signature=0`,
      ...request.headers,
    },
    ...(body !== undefined && {
      body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
    }),
  })
  const text = await response.text()
  return {
    status: response.status,
    errorType: response.headers.get('x-amzn-errortype'),
    headers: response.headers,
    body: text.startsWith('{') ? JSON.parse(text) : { text },
  }
}
