import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from 'vscode-languageserver-protocol'
import { builtinRules } from '../../rules/index.ts'
import type { Finding } from '../../src/model/finding.ts'
import { ibguard } from '../support/cli.ts'
import { specsOf } from '../support/rule-pages.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'
import { type Client, connect } from './client.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
const spec = `infrastructureConfigurationArn: ${arn}
instanceProfileName: builder
keyPair: admin
`
const template = `Resources:
  Infra:
    Type: AWS::ImageBuilder::InfrastructureConfiguration
    Properties:
      Name: web
      InstanceProfileName: builder
      KeyPair: admin
`
const module = {
  'main.tf': `resource "aws_imagebuilder_infrastructure_configuration" "web" {
  name                  = "web"
  instance_profile_name = "builder"
  key_pair              = var.key_pair
}
`,
  'variables.tf': 'variable "key_pair" {\n  default = "admin"\n}\n',
}

/** A server for a folder with these files; a repository, so that nothing above it counts. */
async function start(
  files: Record<string, string>,
  given: { trusted?: boolean } = {},
): Promise<{ client: Client; folder: string; at(name: string): string }> {
  const folder = tempFolder({ '.git/HEAD': 'ref: refs/heads/main\n', ...files })
  const { client } = connect()
  await client.initialize(folder, { initializationOptions: given })
  return { client, folder, at: (name) => join(folder, name) }
}

/** What `ibguard lint` says that stands in a file, as the editor shows it. */
async function linted(cwd: string, file: string, named = [file]): Promise<unknown[]> {
  const { stdout } = await ibguard(['lint', '--format', 'json', ...named], { cwd })
  const { findings }: { findings: Finding[] } = JSON.parse(stdout)
  return findings.filter((finding) => finding.file === file).map(asShown)
}

function asShown({ line, column, endLine, endColumn, ruleId, severity, message, docsUrl }: Finding): unknown {
  return { place: [line, column, endLine, endColumn], ruleId, severity, message, docsUrl }
}

const severities = ['', 'error', 'warning', 'note']

const asFound = ({ range: { start, end }, code, severity = 4, message, codeDescription }: Diagnostic): unknown => ({
  place: [start.line + 1, start.character + 1, end.line + 1, end.character + 1],
  ruleId: code,
  severity: severities[severity],
  message,
  docsUrl: codeDescription?.href,
})

describe('what lint says of a file', () => {
  it.each(builtinRules.map(({ id }) => id))('is what the editor shows, for the page of %s', async (id) => {
    const specs = specsOf(id).map(([, value]) => JSON.stringify(value, null, 2))
    const names = specs.map((_, at) => `spec-${at}.json`)
    const { client, folder, at } = await start({
      'ibguard.config.yaml': 'extends: strict\nfiles: ["*.json"]\n',
      ...Object.fromEntries(names.map((name, index) => [name, specs[index] ?? ''])),
    })
    for (const [index, name] of names.entries()) {
      const shown = await client.open(at(name), specs[index] ?? '', 'json')
      expect(shown.map(asFound)).toEqual(await linted(folder, name))
    }
  })

  it('is what the editor shows, for a template and a module', async () => {
    const { client, folder, at } = await start({ 'stack.yaml': template, ...module })
    expect((await client.open(at('stack.yaml'), template)).map(asFound)).toEqual(await linted(folder, 'stack.yaml'))
    expect(client.rules(at('stack.yaml'))).toContain('no-key-pair')
    await client.open(at('main.tf'), module['main.tf'], 'terraform')
    await client.until(() => client.rules(at('variables.tf')).join() === 'no-key-pair')
    for (const file of ['main.tf', 'variables.tf']) {
      expect(client.shown(at(file)).map(asFound)).toEqual(await linted(folder, file, ['main.tf', 'variables.tf']))
    }
  })

  it('is told in UTF-16 units, whatever the line breaks are', async () => {
    const text = `# 🦑\r\n- infrastructureConfigurationArn: ${arn}\r\n  description: "🦑🦑"\r\n  { broken`
    const odd = `- {infrastructureConfigurationArn: '${arn}', description: 🦑🦑, keyPair: "🦑"} # é\r\n`
    const { client, folder, at } = await start({ 'broken.yaml': text, 'odd.yaml': odd })
    for (const [name, written] of Object.entries({ 'broken.yaml': text, 'odd.yaml': odd })) {
      expect((await client.open(at(name), written)).map(asFound)).toEqual(await linted(folder, name))
    }
    const [{ range } = { range: undefined }] = client.shown(at('odd.yaml')).filter(({ code }) => code === 'no-key-pair')
    const column = odd.indexOf('"🦑"')
    expect(range).toEqual({ start: { line: 0, character: column }, end: { line: 0, character: column + 4 } })
  })

  it('counts a byte order mark that an editor leaves in its buffer', async () => {
    const { client, at } = await start({})
    await client.open(at('web.yaml'), `\uFEFF${spec}`)
    const [first] = client.shown(at('web.yaml'))
    expect(first?.range.start).toEqual({ line: 0, character: 1 })
    expect(first?.code).not.toBe('syntax')
  })

  it('has the places that have to do with it', async () => {
    const { client, at } = await start(module)
    await client.open(at('main.tf'), module['main.tf'], 'terraform')
    await client.until(() => client.shown(at('variables.tf')).length > 0)
    const [found] = client.shown(at('variables.tf'))
    expect(found?.relatedInformation?.map(({ location }) => [location.uri, location.range.start])).toEqual([
      [expect.stringMatching(/\/main\.tf$/), { line: 3, character: 26 }],
    ])
  })
})

describe('what is typed', () => {
  it('counts, whatever the disk has', async () => {
    const { client, at } = await start({ 'web.yaml': 'nothing of ours: true\n', ...module })
    await client.open(at('web.yaml'), spec)
    expect(client.rules(at('web.yaml'))).toContain('no-key-pair')
    await client.edit(at('web.yaml'), [
      { range: { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } }, text: '' },
    ])
    await client.until(() => !client.rules(at('web.yaml')).includes('no-key-pair'))
    await client.open(at('main.tf'), module['main.tf'], 'terraform')
    await client.until(() => client.rules(at('variables.tf')).join() === 'no-key-pair')
    await client.open(at('variables.tf'), 'variable "key_pair" {\n  default = null\n}\n', 'terraform')
    await client.until(() => client.shown(at('variables.tf')).length === 0)
  })

  it('is not judged again because it is saved', async () => {
    const plugin = `globalThis.ibguardJudged = 0
export default {
  id: 'acme/count', summary: 'X.', severity: 'error', messages: { no: 'No.' },
  *check({ config }) { if (config.keyPair === 'admin' && !config.name) globalThis.ibguardJudged++ },
}
`
    const config = 'plugins: [./count.mjs]\nrules: { acme/count: error }\n'
    const files = { 'ibguard.config.yaml': config, 'count.mjs': plugin, 'other.yaml': spec, ...module }
    const { client, at } = await start(files, { trusted: true })
    const judged = (): unknown => Reflect.get(globalThis, 'ibguardJudged')
    await client.open(at('web.yaml'), spec)
    await client.open(at('main.tf'), module['main.tf'], 'terraform')
    const before = judged()
    expect(before).toBeGreaterThan(0)
    await client.changedOnDisk(at('web.yaml'))
    await client.notify('textDocument/didSave', at('web.yaml'))
    // What comes later and is judged says that this is over.
    writeFiles(at(''), { 'terraform.tfvars': 'key_pair = "other"\n' })
    await client.changedOnDisk(at('terraform.tfvars'))
    await client.until(() => client.rules(at('terraform.tfvars')).includes('no-key-pair'))
    expect(judged()).toBe(before)
  })

  it('is judged once the keys rest, in its last state', async () => {
    const folder = tempFolder({ '.git/HEAD': '' })
    const { client } = connect({ pause: 30 })
    await client.initialize(folder)
    const path = join(folder, 'web.yaml')
    await client.open(path, spec)
    const before = [...client.published.values()].flat().length
    for (const name of ['a', 'ab', 'abc']) await client.change(path, spec.replace('admin', name))
    await client.until(() => client.shown(path).some(({ message }) => String(message).includes('abc')))
    expect([...client.published.values()].flat().length).toBe(before + 1)
  })

  it('of a template that another nests changes what is said of the other', async () => {
    const parent = `Resources:
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: ./child.yaml, Parameters: { Key: admin } }
`
    const child = `Parameters: { Key: { Type: String } }
Resources:
  Infra:
    Type: AWS::ImageBuilder::InfrastructureConfiguration
    Properties: { Name: web, InstanceProfileName: builder, KeyPair: !Ref Key }
`
    const { client, at } = await start({ 'parent.yaml': parent, 'child.yaml': child })
    await client.open(at('parent.yaml'), parent)
    await client.until(() => client.rules(at('child.yaml')).includes('no-key-pair'))
    await client.open(at('child.yaml'), child.replace(', KeyPair: !Ref Key', ''))
    expect(client.rules(at('child.yaml'))).not.toContain('no-key-pair')
    await client.notify('textDocument/didClose', at('child.yaml'))
    await client.until(() => client.rules(at('child.yaml')).includes('no-key-pair'))
    await client.notify('textDocument/didClose', at('parent.yaml'))
    await client.until(() => client.shown(at('child.yaml')).length === 0)
  })

  it('is ours only where the config or the text says so', async () => {
    const { client, at } = await start({
      'ibguard.config.yaml': 'files: ["infra/*.yaml"]\nignores: ["old/**"]\n',
    })
    expect(await client.open(at('compose.yaml'), 'services: {\n  web: !vault x\n')).toEqual([])
    expect(await client.open(at('big.json'), `{ "a": "${'x'.repeat(2 ** 21)}" }`, 'json')).toEqual([])
    expect(await client.open(at('old/web.yaml'), spec)).toEqual([])
    expect(await client.open(at('infra/web.yaml'), 'services: {}\n')).not.toEqual([])
    expect(await client.open(at('elsewhere.yaml'), spec)).not.toEqual([])
    expect(await client.open(at('ibguard.config.yaml'), 'files: ["infra/*.yaml"]\n')).toEqual([])
    expect(await client.open(at('other.tf'), 'resource "x" "y" {\n', 'terraform')).toEqual([])
  })

  it('of a module is judged without the locks that an editor keeps beside it', async () => {
    const { client, at } = await start({
      ...module,
      'ibguard.config.yaml': 'files: ["**/*.tf"]\n',
      '.main.tf.swp.tf': '{',
    })
    symlinkSync('somebody@host.4711', at('.#main.tf'))
    await client.open(at('main.tf'), module['main.tf'], 'terraform')
    await client.until(() => client.shown(at('variables.tf')).length > 0)
    expect([...client.published.keys()].filter((uri) => /\/\./.test(uri))).toEqual([])
  })

  it('is left alone where it is on no disk', async () => {
    const { client, folder, at } = await start({})
    for (const uri of ['untitled:Untitled-1', 'git:/web.yaml?HEAD', 'file://elsewhere/web.yaml', 'no uri']) {
      await client.connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version: 1, text: spec },
      })
      await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
    }
    expect(await client.open(join(folder, 'new/folder/web.yaml'), spec)).not.toEqual([])
    expect([...client.published.keys()].length).toBe(1)
    expect(client.messages).toEqual([])
    expect(at('x')).toContain(folder)
  })
})

describe('the config', () => {
  it('is the one that holds in the folder of the file, with baseline and suppressions', async () => {
    const rules = 'extends: []\nfiles: ["*.yaml"]\nrules: { no-key-pair: error, terminate-on-failure: warning }\n'
    const known = `{ "arn": "${arn}", "rule": "no-key-pair", "pointer": "/keyPair" }`
    const { client, folder, at } = await start({
      'ibguard.config.yaml': 'extends: strict\n',
      'a/ibguard.config.yaml': rules,
      'a/web.yaml': spec,
      'b/ibguard.config.yaml': rules,
      'b/.ibguard-baseline.json': `{ "version": 1, "findings": [${known}] }`,
      'c/web.yaml': spec,
    })
    await client.open(at('a/web.yaml'), spec)
    expect(client.shown(at('a/web.yaml')).map(({ code, severity }) => [code, severity])).toEqual([['no-key-pair', 1]])
    expect(await client.open(at('b/web.yaml'), spec)).toEqual([])
    expect(client.shown(at('c/web.yaml'))).toEqual([])
    await client.open(at('c/web.yaml'), spec)
    expect(client.shown(at('c/web.yaml')).map(asFound)).toEqual(
      await linted(join(folder, 'c'), 'c/web.yaml', ['web.yaml']),
    )
    const guarded = `${spec}x-guard: { suppress: [{ rule: no-key-pair, reason: break-glass }] }\n`
    expect(await client.open(at('a/web.yaml'), guarded)).toEqual([])
  })

  it('judges anew when it, a baseline or a file of values changes', async () => {
    const { client, at } = await start({ 'web.yaml': spec, ...module })
    await client.open(at('web.yaml'), spec)
    await client.open(at('main.tf'), module['main.tf'], 'terraform')
    expect(client.rules(at('web.yaml'))).toContain('no-key-pair')
    writeFiles(at(''), { 'ibguard.config.yaml': 'rules: { no-key-pair: off }\n' })
    await client.changedOnDisk(at('ibguard.config.yaml'))
    await client.until(() => !client.rules(at('web.yaml')).includes('no-key-pair'))
    writeFiles(at(''), { 'ibguard.config.yaml': 'extends: []\nrules: { no-key-pair: error }\n' })
    await client.notify('textDocument/didSave', at('ibguard.config.yaml'))
    await client.until(() => client.rules(at('web.yaml')).join() === 'no-key-pair')
    const known = `{ "arn": "${arn}", "rule": "no-key-pair", "pointer": "/keyPair" }`
    writeFiles(at(''), { '.ibguard-baseline.json': `{ "version": 1, "findings": [${known}] }` })
    await client.changedOnDisk(at('.ibguard-baseline.json'))
    await client.until(() => client.shown(at('web.yaml')).length === 0)
    writeFiles(at(''), { 'terraform.tfvars': 'key_pair = "other"\n' })
    await client.changedOnDisk(at('terraform.tfvars'))
    await client.until(() => client.rules(at('terraform.tfvars')).includes('no-key-pair'))
  })

  it('says at its mistakes what is wrong, and judges nothing until it is right', async () => {
    const { client, at } = await start({ 'ibguard.config.yaml': 'files: []\nrules: { no-key: error }\nextend: x\n' })
    expect(await client.open(at('web.yaml'), spec)).toEqual([])
    await client.until(() => client.shown(at('ibguard.config.yaml')).length > 0)
    const mistakes = client.shown(at('ibguard.config.yaml'))
    expect(mistakes.map(({ range: { start }, message }) => [start.line, message])).toEqual([
      [1, expect.stringContaining('no-key-pair')],
      [2, expect.stringContaining('extends')],
    ])
    writeFiles(at(''), { 'ibguard.config.yaml': 'files: []\n' })
    await client.changedOnDisk(at('ibguard.config.yaml'))
    await client.until(() => client.rules(at('web.yaml')).includes('no-key-pair'))
    expect(client.shown(at('ibguard.config.yaml'))).toEqual([])
    writeFiles(at(''), { '.ibguard-baseline.json': '{' })
    await client.changedOnDisk(at('.ibguard-baseline.json'))
    await client.until(() => client.shown(at('.ibguard-baseline.json')).length === 1)
    expect(client.shown(at('web.yaml'))).toEqual([])
  })

  it('says that two hold in one folder, and that a file of values is missing', async () => {
    const two = { 'two/ibguard.config.yaml': '', 'two/ibguard.config.json': '{}' }
    const { client, at } = await start({ ...two, 'ibguard.config.yaml': 'terraform: { varFiles: [no.tfvars] }\n' })
    await client.open(at('two/web.yaml'), spec)
    await client.until(() => client.published.size > 1)
    expect(client.shown(at('two/ibguard.config.yaml')).map(({ message }) => message)).toEqual([
      expect.stringContaining('are both configs'),
    ])
    await client.open(at('main.tf'), module['main.tf'], 'terraform')
    await client.until(() => client.shown(at('ibguard.config.yaml')).length === 1)
    expect(client.shown(at('ibguard.config.yaml'))[0]?.message).toContain('no.tfvars')
  })

  it('that is above the file in a folder which the editor has open holds without a repository', async () => {
    const folder = tempFolder({ 'ibguard.config.yaml': 'rules: { no-key-pair: off }\n' })
    const { client } = connect()
    await client.initialize(folder)
    await client.open(join(folder, 'deep/web.yaml'), spec)
    expect(client.rules(join(folder, 'deep/web.yaml'))).not.toContain('no-key-pair')
  })
})

describe('code of the workspace', () => {
  const plugin = (words: string) => `export default {
  id: 'acme/x', summary: 'X.', severity: 'error', messages: { no: '${words}' },
  *check() { yield { messageId: 'no', path: [] } },
}
`
  const files = { 'ibguard.config.yaml': 'extends: []\nplugins: [./plugin.mjs]\n', 'plugin.mjs': plugin('first') }

  it('is not run unless the editor trusts it', async () => {
    const ran = `globalThis.ibguardRan = true\n${plugin('x')}`
    const { client, at } = await start({ ...files, 'plugin.mjs': ran })
    expect(await client.open(at('web.yaml'), spec)).toEqual([])
    await client.until(() => client.published.size > 1)
    expect('ibguardRan' in globalThis).toBe(false)
    expect(client.shown(at('ibguard.config.yaml')).map(({ message }) => message)).toEqual([
      expect.stringMatching(/plugin\.mjs is code.*"trusted": true/),
    ])
  })

  it('is run where it is trusted, as it is now', async () => {
    const { client, at } = await start(files, { trusted: true })
    await client.open(at('web.yaml'), spec)
    expect(client.shown(at('web.yaml')).map(({ message }) => message)).toEqual(['first'])
    await new Promise((resolve) => setTimeout(resolve, 10))
    writeFiles(at(''), { 'plugin.mjs': plugin('second') })
    await client.changedOnDisk(at('plugin.mjs'))
    await client.until(() => client.shown(at('web.yaml'))[0]?.message === 'second')
  })

  it('that throws costs its own findings alone', async () => {
    const broken = plugin('x').replace('yield', 'throw new Error("boom"); yield')
    const config = 'plugins: [./plugin.mjs]\nrules: { acme/x: error }\n'
    const { client, at } = await start({ 'ibguard.config.yaml': config, 'plugin.mjs': broken }, { trusted: true })
    await client.open(at('web.yaml'), spec)
    expect(client.rules(at('web.yaml'))).toContain('no-key-pair')
    await client.until(() => client.messages.length > 0)
    expect(client.messages.join()).toMatch(/acme\/x.*boom/s)
  })
})
