import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CodeAction, Range, WorkspaceEdit } from 'vscode-languageserver-protocol'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { uriOf } from '../../src/lsp/positions.ts'
import { ibguard } from '../support/cli.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { type Client, connect } from './client.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
const spec = `infrastructureConfigurationArn: ${arn}
instanceProfileName: builder
keyPair: admin # 🦑
x-guard: { imageType: AMI }
`
const template = `Parameters: { Key: { Type: String, Default: admin } }
Resources:
  Infra:
    Type: AWS::ImageBuilder::InfrastructureConfiguration
    Properties:
      Name: web
      InstanceProfileName: builder
      TerminateInstanceOnFailure: false # for now
      KeyPair: !Ref Key
`
const module = `resource "aws_imagebuilder_infrastructure_configuration" "web" {
  name                          = "web"
  instance_profile_name         = "builder"
  terminate_instance_on_failure = true
  key_pair                      = "admin"
}
`

async function open(
  name: string,
  text: string,
  given: { files?: Record<string, string>; hasVersions?: boolean } = {},
): Promise<{ client: Client; path: string; folder: string }> {
  const folder = tempFolder({ '.git/HEAD': '', ...given.files, [name]: text })
  const { client } = connect()
  const documentChanges = given.hasVersions ?? true
  await client.initialize(folder, { capabilities: { workspace: { workspaceEdit: { documentChanges } } } })
  await client.open(join(folder, name), text)
  return { client, path: join(folder, name), folder }
}

async function actions(client: Client, path: string, range: Range, only?: string[]): Promise<CodeAction[]> {
  const context = { diagnostics: client.shown(path), ...(only && { only }) }
  return client.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: uriOf(path) },
    range,
    context,
  })
}

const at = (line: number, character = 0): Range => ({ start: { line, character }, end: { line, character } })

/** The range of the shown finding of a rule. */
function placeOf(client: Client, path: string, rule: string): Range {
  return client.shown(path).find(({ code }) => code === rule)?.range ?? at(0)
}

/** A text as an editor leaves it. */
function applied(text: string, edit: WorkspaceEdit | undefined, path: string): string {
  const document = TextDocument.create(uriOf(path), '', 1, text)
  const own = edit?.documentChanges?.flatMap((each) =>
    'edits' in each && each.textDocument.uri === uriOf(path) ? each.edits : [],
  )
  const edits = own ?? edit?.changes?.[uriOf(path)] ?? []
  return TextDocument.applyEdits(
    document,
    edits.flatMap((each) => ('newText' in each ? [each] : [])),
  )
}

async function quickFix(client: Client, path: string, text: string, rule: string): Promise<string> {
  const all = await actions(client, path, placeOf(client, path, rule), ['quickfix'])
  const [fix] = all.filter(({ title }) => title.startsWith(`Fix ${rule}`))
  return fix ? applied(text, fix.edit, path) : text
}

describe('a quick fix', () => {
  it('is what --fix does for the finding', async () => {
    const { client, path } = await open('web.yaml', spec)
    expect(await quickFix(client, path, spec, 'no-key-pair')).toBe(spec.replace('admin #', 'null #'))
    expect(await quickFix(client, path, spec, 'imdsv2-required')).toBe(
      `${spec}instanceMetadataOptions:\n  httpTokens: required\n`,
    )
    const [first] = await actions(client, path, placeOf(client, path, 'no-key-pair'))
    expect(first).toMatchObject({
      title: 'Fix no-key-pair: write keyPair: null',
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [{ code: 'no-key-pair' }],
      edit: { documentChanges: [{ textDocument: { uri: uriOf(path), version: 1 } }] },
    })
  })

  it('is made where a value is written, for all that inherit it', async () => {
    const text = `defaults: { keyPair: admin }
specs:
  - infrastructureConfigurationArn: ${arn}
  - infrastructureConfigurationArn: ${arn}-2
`
    const { client, path } = await open('web.yaml', text)
    expect(await quickFix(client, path, text, 'no-key-pair')).toBe(text.replace('keyPair: admin', 'keyPair: null'))
    const stack = await open('stack.yaml', template)
    expect(await quickFix(stack.client, stack.path, template, 'terminate-on-failure')).toBe(
      template.replace('Failure: false', 'Failure: true'),
    )
  })

  it('is made in the file of a module that has the value, as it is typed', async () => {
    const used = module.replace('}\n', '  instance_metadata_options {\n    http_tokens = var.tokens\n  }\n}\n')
    const { client, path, folder } = await open('main.tf', used, {
      files: { 'variables.tf': 'variable "tokens" {}\n' },
    })
    const variables = join(folder, 'variables.tf')
    const text = 'variable "tokens" {\n  default = "optional"\n}\n'
    await client.open(variables, text)
    expect(client.rules(variables)).toContain('imdsv2-required')
    const made = await quickFix(client, variables, text, 'imdsv2-required')
    expect(made).toBe(text.replace('optional', 'required'))
    const removed = await quickFix(client, path, used, 'no-key-pair')
    expect(removed).toBe(used.replace(/ {2}key_pair .*\n/, ''))
  })

  it('keeps line breaks and mark of the buffer', async () => {
    const text = `\uFEFF${spec.replaceAll('\n', '\r\n')}`
    const { client, path } = await open('web.yaml', text)
    expect(await quickFix(client, path, text, 'imdsv2-required')).toBe(
      `${text}instanceMetadataOptions:\r\n  httpTokens: required\r\n`,
    )
  })

  it('is given without versions to an editor that has none', async () => {
    const { client, path } = await open('web.yaml', spec, { hasVersions: false })
    const [first] = await actions(client, path, placeOf(client, path, 'no-key-pair'))
    expect(Object.keys(first?.edit?.changes ?? {})).toEqual([uriOf(path)])
  })

  it('is for the text as it is now, and for the place alone', async () => {
    const { client, path } = await open('web.yaml', spec)
    const changed = `# new line\n${spec}`
    await client.change(path, changed)
    const all = await actions(client, path, at(3, 9), ['quickfix'])
    expect(all.map(({ title }) => title)).toEqual([
      'Fix no-key-pair: write keyPair: null',
      'Suppress no-key-pair here, with a reason',
    ])
    expect(applied(changed, all[0]?.edit, path)).toContain('# new line\n')
    expect(await actions(client, path, at(4, 0), ['quickfix'])).toEqual([])
    expect(await actions(client, path, at(3, 9), ['refactor'])).toEqual([])
  })
})

it('is no edit of a text that somebody has typed on in meanwhile', async () => {
  const { client, path } = await open('web.yaml', spec)
  const typed = `# typed meanwhile\n${spec}`
  const asked = actions(client, path, placeOf(client, path, 'no-key-pair'))
  await client.change(path, typed)
  for (const { edit } of await asked) {
    for (const change of edit?.documentChanges ?? []) {
      if (!('edits' in change) || change.textDocument.version === 1) continue
      // Made for the text as it is now.
      expect(applied(typed, edit, path)).toContain('# typed meanwhile\ninfrastructureConfigurationArn: ')
    }
  }
})

describe('to fix all', () => {
  it.each([
    ['web.yaml', spec],
    [
      'fleet.json',
      JSON.stringify([{ infrastructureConfigurationArn: arn, keyPair: 'a', instanceProfileName: 'p' }], null, 2),
    ],
    ['stack.yaml', template],
    ['main.tf', module],
  ])('comes to what --fix leaves of %s', async (name, text) => {
    const { client, path, folder } = await open(name, text)
    const [all] = await actions(client, path, at(0), ['source.fixAll'])
    expect(all).toMatchObject({ kind: 'source.fixAll.ibguard' })
    await ibguard(['lint', '--fix', name], { cwd: folder })
    const fixed = readFileSync(path, 'utf8')
    expect(fixed).not.toBe(text)
    expect(applied(text, all?.edit, path)).toBe(fixed)
    await client.change(path, fixed)
    expect(await actions(client, path, at(0), ['source.fixAll.ibguard'])).toEqual([])
    writeFileSync(path, text)
  })

  it('is not offered where a cursor is just moved', async () => {
    const { client, path } = await open('web.yaml', spec)
    const context = { diagnostics: [], triggerKind: 2 }
    const asked = { textDocument: { uri: uriOf(path) }, range: at(2, 9), context }
    const all: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', asked)
    expect(all.map(({ kind }) => kind)).toEqual(['quickfix', 'quickfix'])
  })
})

describe('to suppress', () => {
  /** What the action makes of a text; once a reason is written the finding is gone. */
  async function suppress(name: string, text: string, rule = 'no-key-pair', blank = 'reason: ""'): Promise<string> {
    const { client, path } = await open(name, text)
    const all = await actions(client, path, placeOf(client, path, rule), ['quickfix'])
    const action = all.find(({ title }) => title === `Suppress ${rule} here, with a reason`)
    const made = applied(text, action?.edit, path)
    await client.change(path, made)
    await client.until(() => client.rules(path).includes('invalid-suppression'))
    expect(client.rules(path)).toContain(rule)
    const reasoned = made.replace(blank, blank.replace('""', '"SEC-1"').replace(/: $/, ': SEC-1'))
    await client.change(path, reasoned)
    await client.until(() => !client.rules(path).includes('invalid-suppression'))
    expect(client.rules(path)).not.toContain(rule)
    return made
  }

  it('writes a suppression into a spec, which asks for its reason', async () => {
    expect(await suppress('web.yaml', spec)).toBe(
      spec.replace(' AMI }', ' AMI, suppress: [{ rule: no-key-pair, reason: "" }] }'),
    )
    const json = JSON.stringify({ infrastructureConfigurationArn: arn, keyPair: 'a' }, null, 2)
    expect(JSON.parse(await suppress('web.json', json, 'no-key-pair', '"reason": ""'))).toMatchObject({
      'x-guard': { suppress: [{ rule: 'no-key-pair', reason: '' }] },
    })
  })

  it('keeps what is suppressed already, and the defaults in force', async () => {
    const listed = spec.replace(
      '{ imageType: AMI }',
      '\n  suppress:\n    # known\n    - { rule: imdsv2-required, reason: x }',
    )
    expect(await suppress('web.yaml', listed)).toBe(`${listed.trimEnd()}\n    - { rule: no-key-pair, reason: "" }\n`)
    const text = `defaults:
  x-guard: { suppress: [{ rule: imdsv2-required, reason: x }] }
specs:
  - { infrastructureConfigurationArn: ${arn}, keyPair: admin }
`
    expect(await suppress('web.yaml', text)).toBe(
      text.replace('reason: x }]', 'reason: x }, { rule: no-key-pair, reason: "" }]'),
    )
    const inherited = `defaults: { keyPair: admin }\nspecs:\n  - { infrastructureConfigurationArn: ${arn} }\n`
    expect(await suppress('web.yaml', inherited)).toContain('defaults: { keyPair: admin, x-guard: {')
  })

  it('writes into the Metadata of a template', async () => {
    const made = await suppress('stack.yaml', template, 'terminate-on-failure')
    expect(made).toBe(`${template}    Metadata:
      imagebuilder-guard:
        suppress: [{ rule: terminate-on-failure, reason: "" }]
`)
  })

  it('writes a comment above a block of Terraform', async () => {
    const made = await suppress('main.tf', module, 'no-key-pair', 'no-key-pair: ')
    expect(made).toBe(`# ibguard suppress no-key-pair: \n${module}`)
  })

  it('is not offered for what cannot be suppressed', async () => {
    const files = { 'ibguard.config.yaml': 'enforce: [no-key-pair]\n' }
    const { client, path } = await open('web.yaml', `${spec}nofield: 1\n`, { files })
    for (const rule of ['schema', 'no-key-pair']) {
      const all = await actions(client, path, placeOf(client, path, rule), ['quickfix'])
      expect(all.filter(({ title }) => title === `Suppress ${rule} here, with a reason`)).toEqual([])
    }
  })
})
