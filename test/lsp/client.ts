import { PassThrough } from 'node:stream'
import { onTestFinished } from 'vitest'
import {
  createMessageConnection,
  type Diagnostic,
  type InitializeParams,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node'
import { type ServeOptions, type Streams, serveEditor } from '../../src/lsp/language-server.ts'
import { uriOf } from '../../src/lsp/positions.ts'

/** An editor at the other end of the streams. */
export class Client {
  readonly connection: MessageConnection
  /** Every answer to what was published, by URI; the last is what the editor shows. */
  readonly published: Map<string, PublishDiagnosticsParams[]> = new Map()
  /** What the user was shown, and what was logged. */
  readonly messages: string[] = []
  readonly registered: unknown[] = []
  readonly #waiting: { isDone(): boolean; resolve(): void }[] = []
  #version = 0

  constructor({ input, output }: Streams) {
    this.connection = createMessageConnection(new StreamMessageReader(input), new StreamMessageWriter(output))
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, [...(this.published.get(params.uri) ?? []), params])
      this.#look()
    })
    for (const name of ['window/showMessage', 'window/logMessage']) {
      this.connection.onNotification(name, ({ message }: { message: string }) => {
        this.messages.push(message)
        this.#look()
      })
    }
    this.connection.onRequest('client/registerCapability', (params) => {
      this.registered.push(params)
      return null
    })
    this.connection.listen()
  }

  async initialize(folder: string, given: Partial<InitializeParams> = {}): Promise<unknown> {
    const result = await this.connection.sendRequest('initialize', {
      processId: null,
      rootUri: uriOf(folder),
      capabilities: {
        textDocument: { publishDiagnostics: { relatedInformation: true } },
        workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
      },
      ...given,
    })
    await this.connection.sendNotification('initialized', {})
    return result
  }

  /** Opens a document and waits for what the server says of it. */
  async open(path: string, text: string, languageId = 'yaml'): Promise<Diagnostic[]> {
    const uri = uriOf(path)
    this.#version++
    const known = this.published.get(uri)?.length ?? 0
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: this.#version, text },
    })
    await this.until(() => (this.published.get(uri)?.length ?? 0) > known)
    return this.shown(path)
  }

  /** Puts another text in place of the whole; waits for nothing. */
  async change(path: string, text: string): Promise<void> {
    await this.edit(path, [{ text }])
  }

  async edit(path: string, contentChanges: unknown[]): Promise<void> {
    this.#version++
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uriOf(path), version: this.#version },
      contentChanges,
    })
  }

  async notify(method: string, path: string): Promise<void> {
    await this.connection.sendNotification(method, { textDocument: { uri: uriOf(path) } })
  }

  async changedOnDisk(...paths: string[]): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: paths.map((path) => ({ uri: uriOf(path), type: 2 })),
    })
  }

  shown(path: string): Diagnostic[] {
    return this.published.get(uriOf(path))?.at(-1)?.diagnostics ?? []
  }

  /** The rules that the editor shows findings of. */
  rules(path: string): unknown[] {
    return this.shown(path).map(({ code }) => code)
  }

  async until(isDone: () => boolean): Promise<void> {
    if (isDone()) return
    await new Promise<void>((resolve) => this.#waiting.push({ isDone, resolve }))
  }

  #look(): void {
    for (const waiting of this.#waiting.filter(({ isDone }) => isDone())) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
      waiting.resolve()
    }
  }
}

/** A server in this process, and an editor that is connected to it until the test is over. */
export function connect(options: ServeOptions = {}): { client: Client; ended: Promise<number>; toServer: PassThrough } {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()]
  const ended = serveEditor({ input: toServer, output: toClient }, { pause: 0, ...options })
  const client = new Client({ input: toClient, output: toServer })
  onTestFinished(async () => {
    toServer.end()
    await ended
  })
  return { client, ended, toServer }
}
