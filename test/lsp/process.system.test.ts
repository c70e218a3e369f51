import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { bin } from '../support/built.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { Client } from './client.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
const spec = `infrastructureConfigurationArn: ${arn}\ninstanceProfileName: builder\nkeyPair: admin\n`

interface Started {
  child: ChildProcess
  client: Client
  code: Promise<number | null>
  /** All that it said on stderr, the modules that it loaded among it. */
  said: Promise<string>
}

function start(...argv: string[]): Started {
  const child = spawn(process.execPath, [bin, 'lsp', ...argv], {
    cwd: tempFolder(),
    env: { PATH: process.env.PATH, HOME: tempFolder(), NODE_DEBUG: 'esm' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const code = once(child, 'exit').then(([status]) => status)
  onTestFinished(async () => {
    child.kill()
    await code
  })
  const said = text(child.stderr)
  return { child, client: new Client({ input: child.stdout, output: child.stdin }), code, said }
}

it('serves an editor over its standard streams until it says good-bye', async () => {
  const plugin = `console.log('printed'); export default {
    id: 'acme/x', summary: 'X.', severity: 'error', messages: { no: 'No.' },
    *check() { console.info('printed'); yield { messageId: 'no', path: ['keyPair'] } },
  }`
  const folder = tempFolder({ '.git/HEAD': '', 'ibguard.config.yaml': 'plugins: [./x.mjs]\n', 'x.mjs': plugin })
  const { client, code, said } = start('--stdio')
  await client.initialize(folder, { processId: process.pid, initializationOptions: { trusted: true } })
  await client.open(join(folder, 'web.yaml'), spec)
  expect(client.rules(join(folder, 'web.yaml'))).toEqual(expect.arrayContaining(['acme/x', 'no-key-pair']))
  const module = 'resource "aws_imagebuilder_infrastructure_configuration" "web" {\n  key_pair = "admin"\n}\n'
  await client.open(join(folder, 'main.tf'), module, 'terraform')
  expect(client.rules(join(folder, 'main.tf'))).toContain('no-key-pair')
  await client.connection.sendRequest('shutdown')
  await client.connection.sendNotification('exit')
  expect(await code).toBe(0)
  // What a plugin prints is on stderr, and what asks AWS is not even read.
  expect(await said).toContain('printed')
  expect(await said).toContain('language-server')
  expect(await said).not.toContain('aws-sdk')
})

it('ends with 1 when the editor goes without a word', async () => {
  const { child, client, code } = start()
  await client.initialize(tempFolder())
  child.stdin?.end()
  expect(await code).toBe(1)
})

it('ends when the process that started it has ended', { timeout: 30_000 }, async () => {
  const editor = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const { client, code } = start()
  await client.initialize(tempFolder(), { processId: editor.pid ?? 0 })
  editor.kill()
  expect(await code).toBe(1)
})

it('ends by a signal', async () => {
  const { child, client, code } = start()
  await client.initialize(tempFolder())
  child.kill('SIGTERM')
  expect(await code).toBe(143)
})

it('is read by no other command', async () => {
  const child = spawn(process.execPath, [bin, 'lint', '.'], {
    cwd: tempFolder({ 'web.yaml': spec }),
    env: { PATH: process.env.PATH, NODE_DEBUG: 'esm' },
  })
  const said = await text(child.stderr)
  expect(said).toContain('bin.js')
  expect(said).not.toContain('language-server')
})
