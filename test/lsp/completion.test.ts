import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CompletionItem, TextEdit } from 'vscode-languageserver-protocol'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { uriOf } from '../../src/lsp/positions.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { connect } from './client.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
const head = `infrastructureConfigurationArn: ${arn}\n`

interface Offered {
  labels: string[]
  items: CompletionItem[]
  /** The text once one of them is taken. */
  taking(label: string): string
}

/** What is offered where `|` stands. */
async function offered(name: string, marked: string, { hasSnippets = true } = {}): Promise<Offered> {
  const folder = tempFolder({ '.git/HEAD': '' })
  const { client } = connect()
  await client.initialize(folder, {
    capabilities: { textDocument: { completion: { completionItem: { snippetSupport: hasSnippets } } } },
  })
  const text = marked.replace('|', '')
  const path = join(folder, name)
  await client.open(path, text)
  const document = TextDocument.create(uriOf(path), '', 1, text)
  const items: CompletionItem[] = await client.connection.sendRequest('textDocument/completion', {
    textDocument: { uri: uriOf(path) },
    position: document.positionAt(marked.indexOf('|')),
  })
  const sorted = items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))
  return {
    items: sorted,
    labels: sorted.map(({ label }) => label),
    taking: (label) => {
      const item = items.find((each) => each.label === label)
      return item ? TextDocument.applyEdits(document, [item.textEdit as TextEdit]) : `nothing like ${label}`
    },
  }
}

describe('a suppression', () => {
  it('is offered whole, with a reason to be written, what was found before the rest', async () => {
    const { labels, taking, items } = await offered('web.yaml', `${head}keyPair: a\nx-guard:\n  suppress:\n    - |\n`)
    expect(labels.slice(0, 4)).toEqual(expect.arrayContaining(['no-key-pair', 'imdsv2-required']))
    expect(labels).toContain('terminate-on-failure')
    expect(labels).not.toContain('schema')
    expect(items[0]?.detail).toMatch(/\.$/)
    expect(taking('no-key-pair')).toBe(
      `${head}keyPair: a\nx-guard:\n  suppress:\n    - rule: no-key-pair\n      reason: "\${1:why}"\n`,
    )
  })

  it.each([
    [`x-guard: { suppress: [|] }`, 'x-guard: { suppress: [{ rule: no-key-pair, reason: "${1:why}" \\}] }'],
    [`x-guard: { suppress: [{ rule: no-|, reason: x }] }`, 'x-guard: { suppress: [{ rule: no-key-pair, reason: x }] }'],
    [`x-guard:\n  suppress:\n  - rule: "no-|"`, 'x-guard:\n  suppress:\n  - rule: "no-key-pair"'],
    [
      `x-guard:\n  suppress:\n  - reason: x\n    rule: |`,
      'x-guard:\n  suppress:\n  - reason: x\n    rule: no-key-pair',
    ],
  ])('has its rule in %j', async (written, wanted) => {
    const { taking } = await offered('web.yaml', `${head}keyPair: a\n${written}\n`)
    expect(taking('no-key-pair')).toBe(`${head}keyPair: a\n${wanted}\n`)
  })

  it('has its rule in JSON', async () => {
    const text = `{ "infrastructureConfigurationArn": "${arn}", "x-guard": { "suppress": [{ "rule": "no|" }] } }`
    const { taking } = await offered('web.json', text)
    expect(taking('no-key-pair')).toBe(text.replace('no|', 'no-key-pair'))
  })

  it('is plain text for an editor that knows no placeholders', async () => {
    const text = `${head}x-guard:\n  suppress:\n    - |\n`
    const { taking } = await offered('web.yaml', text, { hasSnippets: false })
    expect(taking('no-key-pair')).toBe(text.replace('|', 'rule: no-key-pair\n      reason: ""'))
  })

  it('stands in the Metadata of a template', async () => {
    const text = (metadata: string): string => `Resources:
  Other: { Type: AWS::S3::Bucket }
  Infra:
    Type: "AWS::ImageBuilder::InfrastructureConfiguration"
    Properties:
      Name: web
      InstanceProfileName: builder
      KeyPair: admin
    Metadata:
      ${metadata}
`
    expect((await offered('a.yaml', text('|'))).taking('imagebuilder-guard')).toBe(text('imagebuilder-guard: '))
    const inside = (word: string): string => text(`imagebuilder-guard:\n        ${word}`)
    expect((await offered('a.yaml', inside('|'))).labels).toEqual(expect.arrayContaining(['imageType', 'suppress']))
    expect((await offered('a.yaml', inside('imageType: |'))).labels).toEqual(['AMI', 'DOCKER'])
    const { taking, labels } = await offered('a.yaml', inside('suppress:\n          - |'))
    expect(labels.indexOf('no-key-pair')).toBeLessThan(labels.indexOf('client-token-unpinned'))
    expect(taking('no-key-pair')).toBe(
      inside('suppress:\n          - rule: no-key-pair\n            reason: "${1:why}"'),
    )
  })

  it('is a comment in Terraform', async () => {
    const text = (comment: string): string => `${comment}
resource "aws_imagebuilder_infrastructure_configuration" "web" {
  name                  = "web"
  instance_profile_name = "builder"
  key_pair              = "admin"
}
`
    const of = (comment: string) => offered('main.tf', text(comment))
    expect((await of('# |')).taking('ibguard suppress')).toBe(text('# ibguard suppress ${1:rule}: ${2:reason}'))
    expect((await of('// ibguard |')).labels).toEqual(['imageType', 'suppress'])
    expect((await of('# ibguard imageType |')).labels).toEqual(['AMI', 'DOCKER'])
    const { labels, taking } = await of('# ibguard suppress no-k|')
    expect(labels.indexOf('no-key-pair')).toBeLessThan(labels.indexOf('network-explicit'))
    expect(taking('no-key-pair')).toBe(text('# ibguard suppress no-key-pair: ${1:reason}'))
    expect((await of('# ibguard suppress no| until 2027-01-01: x')).taking('no-key-pair')).toBe(
      text('# ibguard suppress no-key-pair until 2027-01-01: x'),
    )
    expect((await of('# something else |')).labels).toEqual([])
  })
})

describe('a field', () => {
  it.each([
    [`${head}inst|`, 'instanceTypes', `${head}instanceTypes: `],
    [`${head}instanceMetadataOptions:\n  h|`, 'httpTokens', `${head}instanceMetadataOptions:\n  httpTokens: `],
    [`${head}placement: { t| }`, 'tenancy', `${head}placement: { tenancy:  }`],
    [`specs:\n- ${head}  key|`, 'keyPair', `specs:\n- ${head}  keyPair: `],
    [
      `defaults:\n  logging:\n    s3Logs:\n      |\nspecs: []\nx-guard: 1\n`,
      's3BucketName',
      'defaults:\n  logging:\n    s3Logs:\n      s3BucketName: \nspecs: []\nx-guard: 1\n',
    ],
    [
      `- { infrastructureConfigurationArn: '${arn}', |}`,
      'keyPair',
      `- { infrastructureConfigurationArn: '${arn}', keyPair: }`,
    ],
  ])('is offered in %j', async (text, label, wanted) => {
    expect((await offered('web.yaml', text)).taking(label)).toBe(wanted)
  })

  it('that is there already is not', async () => {
    const { labels, items } = await offered('web.yaml', `keyPair: x\n|\n${head}logging:\n  s3Logs: {}\n`)
    expect(labels).not.toContain('keyPair')
    expect(labels).not.toContain('infrastructureConfigurationArn')
    expect(labels).not.toContain('logging')
    expect(labels).toContain('snsTopicArn')
    expect(items.find(({ label }) => label === 'subnetId')?.documentation).toMatchObject({
      value: expect.stringContaining('default VPC'),
    })
  })

  it('is quoted in JSON', async () => {
    const text = `{\n  "infrastructureConfigurationArn": "${arn}",\n  "ke|"\n}`
    expect((await offered('web.json', text)).taking('keyPair')).toBe(text.replace('"ke|"', '"keyPair": '))
  })

  it.each([
    ['web.yaml', `${head}inst|: x\n`, 'instanceTypes', 'instanceTypes: x'],
    ['web.yaml', `${head}inst|Types : x\n`, 'instanceTypes', 'instanceTypes : x'],
    ['web.yaml', `${head}|inst: x # a: b\n`, 'instanceTypes', 'instanceTypes: x # a: b'],
    ['web.yaml', `${head}inst| # a: b\n`, 'instanceTypes', 'instanceTypes:  # a: b'],
    ['web.yaml', `${head}"ke|": x\n`, 'keyPair', '"keyPair": x'],
    ['web.yaml', `${head}'ke|': x\n`, 'keyPair', "'keyPair': x"],
    ['web.yaml', `${head}placement: { ten|: host }\n`, 'tenancy', 'placement: { tenancy: host }'],
    ['web.json', `{ "infrastructureConfigurationArn": "${arn}",\n"ke|": "x" }`, 'keyPair', '"keyPair": "x" }'],
  ])('keeps the colon that it has: %s, %j', async (name, text, label, wanted) => {
    expect((await offered(name, text)).taking(label).trimEnd().split('\n').at(-1)).toBe(wanted)
  })

  it.each([
    ["instanceMetadataOptions: { httpTokens: 'op|' }", "instanceMetadataOptions: { httpTokens: 'optional' }"],
    ["instanceMetadataOptions:\n  httpTokens: 'op|", "instanceMetadataOptions:\n  httpTokens: 'optional'"],
    ["instanceMetadataOptions:\n  httpTokens: '|'", "instanceMetadataOptions:\n  httpTokens: 'optional'"],
    ['instanceMetadataOptions:\n  httpTokens: "op|"', 'instanceMetadataOptions:\n  httpTokens: "optional"'],
    ['instanceMetadataOptions: { httpTokens: |"x" }', 'instanceMetadataOptions: { httpTokens: optional"x" }'],
  ])('has its values in the quotes that are there: %j', async (written, wanted) => {
    const { taking, items } = await offered('web.yaml', `${head}${written}\n`)
    expect(taking('optional')).toBe(`${head}${wanted}\n`)
    const [quote = ''] = /(["'])(?=(?:op)?\|)/.exec(written) ?? []
    expect(items.find(({ label }) => label === 'optional')?.filterText).toBe(`${quote}optional${quote}`)
  })

  it('has its values', async () => {
    expect((await offered('web.yaml', `${head}instanceMetadataOptions:\n  httpTokens: |`)).labels).toEqual([
      'optional',
      'required',
    ])
    expect((await offered('web.yaml', `${head}terminateInstanceOnFailure: |`)).labels).toEqual(['false', 'true'])
    const text = `{ "infrastructureConfigurationArn": "${arn}", "placement": { "tenancy": "|" } }`
    expect((await offered('web.json', text)).taking('host')).toBe(text.replace('|', 'host'))
    expect((await offered('web.yaml', `${head}keyPair: |`)).labels).toEqual([])
  })

  it('of a template has its names', async () => {
    const text = `Resources:
  Infra:
    Type: AWS::ImageBuilder::InfrastructureConfiguration
    Properties:
      Name: web
      InstanceMetadataOptions:
        |
`
    expect((await offered('stack.yaml', text)).labels).toEqual(['HttpPutResponseHopLimit', 'HttpTokens'])
    const other = text.replace('ImageBuilder::InfrastructureConfiguration', 'S3::Bucket')
    expect((await offered('stack.yaml', other)).labels).toEqual([])
    expect((await offered('stack.yaml', `${text.replace('|', '')}Outputs:\n  |\n`)).labels).toEqual([])
  })

  it('of what is none of ours is not offered', async () => {
    expect((await offered('compose.yaml', 'services:\n  |\n')).labels).toEqual([])
    expect((await offered('broken.yaml', `${head}"\n: [ {\n- |`)).labels).toEqual(expect.any(Array))
  })
})
