/** A language server: findings as somebody types, in whatever editor speaks the protocol. Never asks AWS. */
import type { Readable, Writable } from 'node:stream'
import {
  CodeActionKind,
  createConnection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  LogMessageNotification,
  MarkupKind,
  MessageType,
  RegistrationRequest,
  ShowMessageNotification,
  TextDocumentSyncKind,
} from 'vscode-languageserver'
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { tool } from '../model/tool.ts'
import { codeActions, fixAllKind } from './code-actions.ts'
import { completion } from './completion.ts'
import { hover } from './hover.ts'
import { pathOf } from './positions.ts'
import { Session } from './session.ts'

export interface Streams {
  input: Readable
  output: Writable
}

export interface ServeOptions {
  /** Milliseconds without a key pressed before what is typed is judged. @default 200 */
  pause?: number
  /** Ends the server. */
  signal?: AbortSignal
  /** The editor's process, where it does not say so itself. */
  processId?: number | undefined
  /** Calls back when a process has ended; an editor may crash. */
  onEnd?(processId: number, ended: () => void): void
}

/** What to watch: configs, baselines, and what a judgement may have read. */
const watched = ['**/*.{yaml,yml,json,template,tf,tofu,tfvars,js,mjs,cjs,ts,mts,cts}']

/** Serves one editor until it says good-bye or is gone; resolves to the exit code that the protocol asks for. */
export function serveEditor({ input, output }: Streams, options: ServeOptions = {}): Promise<number> {
  return new Promise((resolve) => {
    let isShutDown = false
    let session: Session | undefined
    const end = (code: number): void => {
      session?.dispose()
      protocol?.dispose()
      resolve(code)
    }
    const gone = (): void => end(isShutDown ? 0 : 1)
    let protocol: ProtocolConnection | undefined
    const connection = createConnection(
      (logger) => {
        protocol = createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output), logger)
        return protocol
      },
      {
        initialize({ processId }) {
          const process = processId ?? options.processId
          if (process !== undefined) options.onEnd?.(process, gone)
        },
        exit: end,
        get shutdownReceived() {
          return isShutDown
        },
        set shutdownReceived(value) {
          isShutDown = value
        },
      },
    )
    input.once('end', gone)
    input.once('close', gone)
    options.signal?.addEventListener('abort', gone, { once: true })

    let client: InitializeParams['capabilities'] = {}
    connection.onInitialize((params): InitializeResult => {
      client = params.capabilities
      session = new Session(
        {
          trusted: isTrusted(params.initializationOptions),
          folders: foldersOf(params),
          hasRelated: client.textDocument?.publishDiagnostics?.relatedInformation ?? false,
          pause: options.pause ?? 200,
        },
        {
          publish: (uri, diagnostics, version) =>
            connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) }).catch(lost),
          say: (message) =>
            connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message }).catch(lost),
          log: (message) =>
            connection.sendNotification(LogMessageNotification.type, { type: MessageType.Error, message }).catch(lost),
        },
      )
      return {
        serverInfo: { name: tool.name, version: tool.version },
        capabilities: {
          textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
          codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
          hoverProvider: true,
          completionProvider: { triggerCharacters: [' ', '"', '#'] },
        },
      }
    })
    connection.onInitialized(() => {
      if (!client.workspace?.didChangeWatchedFiles?.dynamicRegistration) return
      const watchers = watched.map((globPattern) => ({ globPattern }))
      const { method } = DidChangeWatchedFilesNotification.type
      const registrations = [{ id: 'files', method, registerOptions: { watchers } }]
      // An editor that is gone meanwhile, or refuses, tells of what it saves all the same.
      connection.sendRequest(RegistrationRequest.type, { registrations }).catch(lost)
    })
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      const path = pathOf(uri)
      if (path !== undefined) session?.open(path, TextDocument.create(uri, languageId, version, text))
    })
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      const path = pathOf(uri)
      const document = path === undefined ? undefined : session?.documentAt(path)
      if (path !== undefined && document) session?.change(path, TextDocument.update(document, contentChanges, version))
    })
    connection.onDidCloseTextDocument(({ textDocument }) => {
      const path = pathOf(textDocument.uri)
      if (path !== undefined) session?.close(path)
    })
    connection.onDidSaveTextDocument(({ textDocument }) => changed([textDocument.uri]))
    connection.onDidChangeWatchedFiles(({ changes }) => changed(changes.map(({ uri }) => uri)))
    connection.onCodeAction(async (params) => {
      const path = pathOf(params.textDocument.uri)
      const hasVersions = client.workspace?.workspaceEdit?.documentChanges ?? false
      return path === undefined || !session ? [] : codeActions(path, params, session, hasVersions)
    })
    connection.onHover(async ({ textDocument, position }) => {
      const path = pathOf(textDocument.uri)
      return path === undefined || !session
        ? null
        : hover(path, position, session, markupOf(client.textDocument?.hover?.contentFormat))
    })
    connection.onCompletion(async ({ textDocument, position }) => {
      const path = pathOf(textDocument.uri)
      const { snippetSupport = false, documentationFormat } = client.textDocument?.completion?.completionItem ?? {}
      const asked = { hasSnippets: snippetSupport, markup: markupOf(documentationFormat) }
      return path === undefined || !session ? [] : completion(path, position, session, asked)
    })
    const changed = (uris: readonly string[]): void =>
      void session?.changedOnDisk(uris.flatMap((uri) => pathOf(uri) ?? []))
    connection.listen()
  })
}

/** Markdown, unless the client says that it shows plain text alone. */
const markupOf = (formats: MarkupKind[] = [MarkupKind.Markdown]): MarkupKind =>
  formats.includes(MarkupKind.Markdown) ? MarkupKind.Markdown : MarkupKind.PlainText

/** What an editor that is gone was to be told. */
function lost(): void {}

const isTrusted = (options: unknown): boolean =>
  typeof options === 'object' && options !== null && 'trusted' in options && options.trusted === true

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : [])
  return uris.flatMap((uri) => pathOf(uri) ?? [])
}
