import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Hover } from 'vscode-languageserver-protocol'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { uriOf } from '../../src/lsp/positions.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { connect } from './client.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'

/** What is shown where `|` stands, and the text that it is about. */
async function hovered(name: string, marked: string, files: Record<string, string> = {}) {
  const folder = tempFolder({ '.git/HEAD': '', ...files })
  const { client } = connect()
  await client.initialize(folder, { initializationOptions: { trusted: true } })
  const text = marked.replace('|', '')
  const path = join(folder, name)
  await client.open(path, text)
  const document = TextDocument.create(uriOf(path), '', 1, text)
  const found: Hover | null = await client.connection.sendRequest('textDocument/hover', {
    textDocument: { uri: uriOf(path) },
    position: document.positionAt(marked.indexOf('|')),
  })
  const value = found && typeof found.contents === 'object' && 'value' in found.contents ? found.contents.value : ''
  return { value, about: found?.range && document.getText(found.range) }
}

const page = (id: string): string => readFileSync(`rules/${id}.md`, 'utf8').trim()

it.each([
  ['web.yaml', `infrastructureConfigurationArn: ${arn}\nkey|Pair: admin # 🦑\n`, 'keyPair'],
  ['web.yaml', `# 🦑\r\nspecs:\r\n- { infrastructureConfigurationArn: '${arn}', key|Pair: 🦑 }\r\n`, 'keyPair'],
  ['web.json', `[{ "infrastructureConfigurationArn": "${arn}", "ke|yPair": "admin" }]`, '"keyPair"'],
  [
    'stack.yaml',
    'Resources:\n  I:\n    Type: AWS::ImageBuilder::InfrastructureConfiguration\n    Properties: { Name: a, InstanceProfileName: b, |KeyPair: c }\n',
    'KeyPair',
  ],
  [
    'main.tf',
    'resource "aws_imagebuilder_infrastructure_configuration" "x" {\n  key_pa|ir = "admin"\n}\n',
    'key_pair = "admin"',
  ],
])('says in %s what a field is', async (name, text, about) => {
  const found = await hovered(name, text)
  expect(found.value).toMatch(/^\*\*`[kK]ey_?[pP]air`\*\*: string\n\nFor logging in to the instances/)
  expect(found.about).toBe(about)
})

it('has the page of each rule that objects to the place', async () => {
  const text = `infrastructureConfigurationArn: ${arn}\nkeyPair: ad|min\nterminateInstanceOnFailure: false\n`
  const found = await hovered('web.yaml', text)
  expect(found.value).toContain(page('no-key-pair'))
  expect(found.value).not.toContain('# terminate-on-failure')
})

it('says of nested fields what they take', async () => {
  const spec = `infrastructureConfigurationArn: ${arn}\ninstanceMetadataOptions:\n  |httpTokens: required\n`
  expect((await hovered('web.yaml', spec)).value).toBe(
    '**`instanceMetadataOptions.httpTokens`**: `optional`, `required`\n\nrequired: IMDSv2 only.',
  )
  const module = `resource "aws_imagebuilder_infrastructure_configuration" "x" {
  logging {
    s3_logs {
      s3_bucket|_name = "x"
    }
  }
}
`
  expect((await hovered('main.tf', module)).value).toContain('**`logging.s3_logs.s3_bucket_name`**')
  const guarded = `infrastructureConfigurationArn: ${arn}\nx-guard:\n  suppress:\n  - { rule: x, |reason: y }\n`
  expect((await hovered('web.yaml', guarded)).value).toContain('Why it is meant to be so.')
  const envelope = `defa|ults: {}\nspecs: [{ infrastructureConfigurationArn: '${arn}' }]\n`
  expect((await hovered('web.yaml', envelope)).value).toContain('Merged key by key under every spec')
})

it('has what a rule of a plugin says of itself', async () => {
  const rule = `export default { id: 'acme/x', summary: 'What acme wants.', severity: 'error', docsUrl: 'https://acme.example/x',
    messages: { no: 'No.' }, *check() { yield { messageId: 'no', path: ['keyPair'] } } }`
  const files = { 'ibguard.config.yaml': 'extends: []\nplugins: [./x.mjs]\n', 'x.mjs': rule }
  const found = await hovered('web.yaml', `infrastructureConfigurationArn: ${arn}\nkeyPair: ad|min\n`, files)
  expect(found.value).toMatch(/# acme\/x\n\nWhat acme wants\.\n\nhttps:\/\/acme\.example\/x$/)
})

it.each(['constructor', '__proto__', 'toString'])('knows no field %s', async (name) => {
  const found = await hovered('web.yaml', `infrastructureConfigurationArn: ${arn}\n|${name}: x\n`)
  expect(found.value).not.toContain('any value')
})

it('says nothing of what is none of ours', async () => {
  expect(await hovered('compose.yaml', 'serv|ices: {}\n')).toEqual({ value: '', about: undefined })
  expect(await hovered('web.yaml', `infrastructureConfigurationArn: ${arn}\n|\n`)).toEqual({
    value: '',
    about: undefined,
  })
})
