import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import * as imagebuilder from '@aws-sdk/client-imagebuilder'
import * as sts from '@aws-sdk/client-sts'
import type { JsonObject } from '../../src/model/json.ts'

export interface Request {
  /** As the clients name it. */
  service: string
  operation: string
  input: JsonObject
  region: string
  /** Access key and session token. */
  key: string
  token: string | null
  /** Whether all pages are asked for, by the client's own means. */
  paged: boolean
}

export interface Answer {
  output?: JsonObject
  pages?: JsonObject[]
  /** `modelled`: it is raised as the client's own class of that name. */
  error?: { name: string; modelled: boolean; message: string }
}

export interface Client {
  /** Members of the model that it is too old to know, and leaves out of what it sends. */
  lacks: ReadonlySet<string>
  ask(request: Request): Promise<Answer>
  close(): Promise<void>
}

/** What neither awscli 1.46.3 nor @aws-sdk/client-imagebuilder 3.1046.0 knows. */
const newcomers: ReadonlySet<string> = new Set(['dryRun', 'parentInstance', 'terminateInstanceOnCompletion'])

/** A client that a script in Python drives, which answers a line with a line. */
export function pythonClient(python: string, script: string, url: string, environment: NodeJS.ProcessEnv): Client {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(python, [path, url], { env: environment, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    lacks: script === 'cli_client.py' ? newcomers : new Set(),
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error(`${script} ended at ${JSON.stringify(request).slice(0, 500)}`)
      return JSON.parse(value)
    },
    async close() {
      child.stdin.end()
      await ended
    },
  }
}

type Sender = { send(command: unknown): Promise<{ $metadata: { requestId?: string } }>; destroy(): void }
type Constructor = new (value: unknown) => unknown

/** The JavaScript SDK. */
export function sdkClient(url: string): Client {
  const modules: Record<string, object> = { imagebuilder, sts }
  const clients = new Map<string, Sender>()

  function clientFor({ service, region, key, token }: Request): Sender {
    const identity = [service, region, key, token].join()
    const credentials = { accessKeyId: key, secretAccessKey: 'any', ...(token !== null && { sessionToken: token }) }
    const options = { endpoint: url, region, credentials, maxAttempts: 1 }
    const client =
      clients.get(identity) ??
      ((service === 'sts' ? new sts.STSClient(options) : new imagebuilder.ImagebuilderClient(options)) as Sender)
    clients.set(identity, client)
    return client
  }

  return {
    lacks: new Set([...newcomers, 'amiWatermarks']),
    async ask(request) {
      const own = modules[request.service] as Record<
        string,
        Constructor & ((...parts: unknown[]) => AsyncIterable<JsonObject>)
      >
      const client = clientFor(request)
      try {
        const paginate = own[`paginate${request.operation}`]
        if (request.paged && paginate) {
          const pages: JsonObject[] = []
          for await (const page of paginate({ client }, request.input)) pages.push(page)
          return { pages }
        }
        const Command = own[`${request.operation}Command`]
        if (!Command) throw new Error(`The SDK has no ${request.operation}.`)
        const { $metadata, ...output } = await client.send(new Command(request.input))
        if (!$metadata.requestId) throw new Error('The answer has no request id.')
        return { output: output as JsonObject }
      } catch (error) {
        const { name, message } = error as Error
        const modelled = own[name]
        return { error: { name, modelled: modelled !== undefined && error instanceof modelled, message } }
      }
    },
    async close() {
      for (const client of clients.values()) client.destroy()
    },
  }
}
