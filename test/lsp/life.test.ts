import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'
import { connect } from './client.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/'
const spec = (name: string): string =>
  `infrastructureConfigurationArn: ${arn}${name}\ninstanceProfileName: builder\nkeyPair: admin\n`

it('says who it is and what it can do, and asks to be told of files', async () => {
  const { client } = connect()
  const result = await client.initialize(tempFolder({}))
  expect(result).toMatchObject({ serverInfo: { name: 'imagebuilder-guard' }, capabilities: { textDocumentSync: {} } })
  await client.connection.sendRequest('shutdown')
  expect(client.registered).toMatchObject([{ registrations: [{ method: 'workspace/didChangeWatchedFiles' }] }])
})

it('ends with 0 when the editor says good-bye, with 1 when it just goes', async () => {
  const polite = connect()
  await polite.client.initialize(tempFolder({}))
  await polite.client.connection.sendRequest('shutdown')
  await polite.client.connection.sendNotification('exit')
  expect(await polite.ended).toBe(0)

  const hasty = connect()
  await hasty.client.initialize(tempFolder({}))
  await hasty.client.connection.sendNotification('exit')
  expect(await hasty.ended).toBe(1)

  const gone = connect()
  gone.toServer.end()
  expect(await gone.ended).toBe(1)
})

it.each([
  ['that initialize names', 4711, {}],
  ['that the command line names', null, { processId: 4711 }],
])('ends with the process %s', async (_, processId, options) => {
  let end = (): void => undefined
  const { client, ended } = connect({
    ...options,
    onEnd(id, isEnded) {
      expect(id).toBe(4711)
      end = isEnded
    },
  })
  await client.initialize(tempFolder({}), { processId })
  end()
  expect(await ended).toBe(1)
})

it('answers before it is initialized, and what it does not know, with an error', async () => {
  const { client } = connect()
  await client.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: 'file:///x.yaml', languageId: 'yaml', version: 1, text: '' },
  })
  await client.initialize(tempFolder({}))
  await expect(client.connection.sendRequest('textDocument/rename', {})).rejects.toThrow(/Unhandled method/)
})

it('survives what no editor sends', async () => {
  const { client, toServer } = connect()
  const folder = tempFolder({})
  await client.initialize(folder)
  const send = (body: string): boolean => toServer.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  send('{ broken')
  send('[]')
  send('{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":5},"contentChanges":3}}')
  send('{"jsonrpc":"2.0","method":"textDocument/didOpen","params":null}')
  send('{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":{}}')
  expect(await client.open(join(folder, 'web.yaml'), spec('web'))).not.toEqual([])
})

const hostile = {
  'control characters': `${spec('web')}description: "\\u001b[31m\\u202e\\0"\n"\\u001b]0;x\\u0007": 1\n`,
  'a deep text': `a: ${'['.repeat(5_000)}`,
  'a lone half of a pair': `${spec('web')}# \ud83e\ninstanceTypes: ["\ud83e"]\n`,
  'names of the prototype': '__proto__: { specs: [] }\nconstructor: 1\ninfrastructureConfigurationArn: x\n',
  'many aliases': `a: &a [x]\n${Array.from({ length: 20 }, (_, at) => `b${at}: &b${at} [*a,*a,*a,*a]`).join('\n')}\ninfrastructureConfigurationArn: x\n`,
  'nothing but line breaks': '\r\r\n\n\u2028\u0085infrastructureConfigurationArn: x',
}

it.each(Object.entries(hostile))('takes %s', async (_, text) => {
  const folder = tempFolder({ '.git/HEAD': '', 'ibguard.config.yaml': 'files: ["*.yaml"]\n' })
  const { client } = connect()
  await client.initialize(folder)
  const path = join(folder, 'web.yaml')
  const shown = await client.open(path, text)
  const lines = text.split(/\r\n|\r|\n/)
  for (const { range, message } of shown) {
    expect(message).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/)
    for (const { line, character } of [range.start, range.end]) {
      expect(line).toBeLessThan(lines.length)
      expect(character).toBeLessThanOrEqual((lines[line] ?? '').length)
    }
  }
  await client.change(path, spec('web'))
  await client.until(() => client.rules(path).includes('no-key-pair'))
})

it('judges a document of 1 MiB, edit by edit, and says when one is bigger', async () => {
  const folder = tempFolder({
    '.git/HEAD': '',
    'ibguard.config.yaml': 'files: ["*.yaml"]\nrules: { unique-target: off }\n',
  })
  const { client } = connect()
  await client.initialize(folder)
  const path = join(folder, 'web.yaml')
  const filler = `# ${'é🦑'.repeat(40)}\n`
  const text = `${spec('web')}${filler.repeat(Math.floor((2 ** 20 - 300) / Buffer.byteLength(filler)))}`
  expect(Buffer.byteLength(text)).toBeGreaterThan(2 ** 20 - 1_000)
  await client.open(path, text)
  expect(client.rules(path)).toContain('no-key-pair')
  await client.edit(path, [{ range: { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } }, text: '' }])
  await client.until(() => !client.rules(path).includes('no-key-pair'))
  await client.change(path, text + filler.repeat(10))
  await client.until(() => client.shown(path).length === 1)
  expect(client.shown(path)[0]?.message).toMatch(/Bigger than 1 MiB/)
})

it('judges hundreds of files that are open at once', async () => {
  const folder = tempFolder({ '.git/HEAD': '' })
  const { client } = connect()
  await client.initialize(folder)
  const paths = Array.from({ length: 300 }, (_, at) => join(folder, `folder-${at % 10}/web-${at}.yaml`))
  await Promise.all(paths.map((path, at) => client.open(path, spec(`web-${at}`))))
  for (const path of paths) expect(client.rules(path)).toContain('no-key-pair')
})
