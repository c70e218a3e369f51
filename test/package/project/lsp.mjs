// The language server of the installed package, as an editor starts it.
import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const server = spawn('ibguard', ['lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
const waiting = []
let text = Buffer.alloc(0)
server.stdout.on('data', (bytes) => {
  text = Buffer.concat([text, bytes])
  for (;;) {
    const end = text.indexOf('\r\n\r\n')
    const length = Number(/Content-Length: (\d+)/.exec(text.subarray(0, Math.max(0, end)))?.[1])
    if (end === -1 || text.length < end + 4 + length) return
    const message = JSON.parse(text.subarray(end + 4, end + 4 + length))
    text = text.subarray(end + 4 + length)
    for (const each of waiting.filter(({ isIt }) => isIt(message))) each.resolve(message)
  }
})
const next = (isIt) => new Promise((resolve) => waiting.push({ isIt, resolve }))
const send = (message) => {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message })
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}
async function ask(id, method, params) {
  const answer = next((message) => message.id === id && message.method === undefined)
  send({ id, method, params })
  return (await answer).result
}
async function open(name, languageId, content) {
  const uri = new URL(name, import.meta.url).href
  const told = next(({ method, params }) => method === 'textDocument/publishDiagnostics' && params.uri === uri)
  send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId, version: 1, text: content } } })
  return (await told).params.diagnostics.map(({ code }) => code)
}

const root = pathToFileURL(fileURLToPath(new URL('.', import.meta.url))).href
const initializationOptions = { trusted: true }
const { serverInfo } = await ask(1, 'initialize', {
  processId: process.pid,
  rootUri: root,
  capabilities: {},
  initializationOptions,
})
deepStrictEqual(serverInfo.name, 'imagebuilder-guard')
send({ method: 'initialized', params: {} })
deepStrictEqual(await open('infra/web.yaml', 'yaml', readFileSync('infra/web.yaml', 'utf8')), ['acme/team-tag'])
const module = 'resource "aws_imagebuilder_infrastructure_configuration" "web" {\n  key_pair = "admin"\n}\n'
match((await open('main.tf', 'terraform', module)).join(), /no-key-pair/)
const hover = await ask(2, 'textDocument/hover', {
  textDocument: { uri: new URL('main.tf', import.meta.url).href },
  position: { line: 1, character: 15 },
})
match(hover.contents.value, /# no-key-pair/)
await ask(3, 'shutdown')
send({ method: 'exit' })
strictEqual((await once(server, 'exit'))[0], 0)
