import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { serveEditor } from '../../src/lsp/language-server.ts'
import { uriOf } from '../../src/lsp/positions.ts'
import { tool } from '../../src/model/tool.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { Client } from './client.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
const spec = `infrastructureConfigurationArn: ${arn}\nkeyPair: admin\n`

/** The messages that go through a stream, and where they go. */
function listen(stream: PassThrough, mark: string, lines: string[]): void {
  let text = ''
  stream.on('data', (bytes: Buffer) => {
    text += bytes
    for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
      const length = Number(/Content-Length: (\d+)/.exec(text.slice(0, end))?.[1])
      const body = text.slice(end + 4, end + 4 + length)
      if (body.length < length) return
      text = text.slice(end + 4 + length)
      lines.push(`${mark} ${body}`)
    }
  })
}

it('is a session as the page on editors shows it', async () => {
  const page = readFileSync('docs/editors.md', 'utf8')
  const config = /the config is `(.*?)`/.exec(page)?.[1] ?? ''
  const folder = tempFolder({ '.git/HEAD': '', 'ibguard.config.yaml': config })
  const [toServer, toClient] = [new PassThrough(), new PassThrough()]
  const lines: string[] = []
  listen(toServer, '→', lines)
  listen(toClient, '←', lines)
  const ended = serveEditor({ input: toServer, output: toClient }, { pause: 0 })
  const client = new Client({ input: toClient, output: toServer })
  await client.initialize(folder, { capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } })
  const path = join(folder, 'web.yaml')
  await client.open(path, spec)
  await client.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: uriOf(path) },
    range: { start: { line: 1, character: 9 }, end: { line: 1, character: 14 } },
    context: { diagnostics: [], only: ['quickfix'] },
  })
  const range = { start: { line: 1, character: 9 }, end: { line: 1, character: 14 } }
  await client.edit(path, [{ range, text: 'null' }])
  await client.until(() => client.shown(path).length === 0)
  await client.connection.sendRequest('shutdown')
  await client.connection.sendNotification('exit')
  expect(await ended).toBe(0)
  const transcript = lines
    .map((line) => line.replaceAll(uriOf(folder), 'file:///repo').replace(`"${tool.version}"`, '"…"'))
    .map((line) => line.replace('"jsonrpc":"2.0",', ''))
    .join('\n')
  expect(page).toContain(`\`\`\`text\n${transcript}\n\`\`\``)
})
