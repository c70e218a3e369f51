import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../../src/model/report.ts'
import { ibguard } from '../../support/cli.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const infra = {
  Type: 'AWS::ImageBuilder::InfrastructureConfiguration',
  Properties: { Name: 'web', InstanceProfileName: 'P', KeyPair: 'k' },
}
const program = 'import x from "y"\n\n  const infra = new Infra(this)\n'

/** What CDK writes of an app with a stack that nests another, in two stages; traces as newer or as older versions leave them. */
function assembly(root: string, isOld: boolean): Record<string, string> {
  const frames = [
    `...node internals...`,
    `new A (${root}/node_modules/a/b.js:1:1)`,
    `new Golden (${isOld ? '' : 'file://'}${root}/lib/stack.ts:3:17)`,
  ]
  const id = (logicalId: string) =>
    isOld
      ? [{ type: 'aws:cdk:logicalId', data: logicalId, trace: frames }]
      : [
          { type: 'aws:cdk:logicalId', data: logicalId },
          { type: 'aws:cdk:creationStack', data: frames },
        ]
  const metadata = {
    '/Golden/Infra': id('Infra'),
    '/Golden/Inner': [{ type: 'aws:cdk:templateFile', data: 'Inner.nested.template.json' }],
    '/Golden/Inner/Infra': [{ type: 'aws:cdk:logicalId', data: 'Infra' }],
  }
  const manifest = {
    version: '48.0.0',
    artifacts: {
      Golden: {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 'Golden.template.json' },
        ...(isOld ? { metadata } : { additionalMetadataFile: 'Golden.metadata.json' }),
      },
      Assets: { type: 'cdk:asset-manifest', properties: { file: 'Golden.assets.json' } },
    },
  }
  const hash = 'a'.repeat(64)
  const inner = {
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL: { 'Fn::Join': ['', ['https://', `/${hash}.json`]] } },
  }
  const folder = (path: string) => ({
    [`${path}/cdk.out`]: '{"version":"48.0.0"}',
    [`${path}/tree.json`]: '{}',
    [`${path}/manifest.json`]: JSON.stringify(manifest),
    [`${path}/Golden.metadata.json`]: JSON.stringify(isOld ? {} : metadata),
    [`${path}/Golden.assets.json`]: JSON.stringify({
      files: { [hash]: { source: { path: 'Inner.nested.template.json' } } },
    }),
    [`${path}/Golden.template.json`]: JSON.stringify({ Resources: { Infra: infra, Inner: inner } }, null, 1),
    [`${path}/Inner.nested.template.json`]: JSON.stringify({ Resources: { Infra: infra } }, null, 1),
  })
  return { ...folder('cdk.out'), ...folder('cdk.out/assembly-Prod') }
}

async function appFolder(isOld: boolean): Promise<string> {
  const cwd = tempFolder({
    'lib/stack.ts': program,
    '.gitignore': 'cdk.out\n',
    'ibguard.config.json': '{"extends":"none","rules":{"no-key-pair":"error"}}',
  })
  for (const [file, text] of Object.entries(assembly(cwd, isOld))) {
    mkdirSync(join(cwd, file, '..'), { recursive: true })
    writeFileSync(join(cwd, file), text)
  }
  return cwd
}

describe.each([
  ['newer', false],
  ['older', true],
])('the output of a %s CDK', (_, isOld) => {
  it('is judged whole, at the constructs, though git ignores it', async () => {
    const cwd = await appFolder(isOld)
    const { code, stdout, stderr } = await ibguard(['lint', '--format', 'json', 'cdk.out'], { cwd })
    expect([code, stderr]).toEqual([1, ''])
    const { findings, summary } = JSON.parse(stdout) as Report
    expect(summary.resources).toBe(4)
    expect(findings.map(({ file, line, column }) => [file, line, column])).toEqual([
      ['cdk.out/Inner.nested.template.json', 8, 16],
      ['cdk.out/assembly-Prod/Inner.nested.template.json', 8, 16],
      ['lib/stack.ts', 3, 17],
      ['lib/stack.ts', 3, 17],
    ])
    expect(findings[2]).toMatchObject({
      endColumn: 32,
      address: 'Infra',
      fixable: false,
      related: [{ message: 'Synthesized here', file: 'cdk.out/Golden.template.json', line: 8 }],
    })
    expect(findings[0]?.related).toMatchObject([
      { message: 'Nested by stack Inner', file: 'cdk.out/Golden.template.json' },
    ])
  })

  it('is told by one of its templates too, and never edited', async () => {
    const cwd = await appFolder(isOld)
    const template = join(cwd, 'cdk.out/Golden.template.json')
    const before = readFileSync(template, 'utf8')
    const { stdout } = await ibguard(['lint', '--fix', '--format', 'json', 'cdk.out/Golden.template.json'], { cwd })
    expect((JSON.parse(stdout) as Report).findings).toMatchObject([{}, { file: 'lib/stack.ts' }])
    expect(readFileSync(template, 'utf8')).toBe(before)
  })

  it('has an entry in the baseline for each template', async () => {
    const cwd = await appFolder(isOld)
    await ibguard(['lint', '--update-baseline', 'cdk.out'], { cwd })
    const { findings } = JSON.parse(readFileSync(join(cwd, '.ibguard-baseline.json'), 'utf8'))
    expect(findings).toHaveLength(4)
    const { stdout } = await ibguard(['lint', '--format', 'json', 'cdk.out'], { cwd })
    expect(JSON.parse(stdout)).toMatchObject({ findings: [], summary: { baselined: 4 } })
  })
})

it('a template of CDK may have 4 MiB, another one MiB', async () => {
  const big = JSON.stringify({ Resources: { Infra: infra, Other: { Type: 'A::B::C', Metadata: 'x'.repeat(2 ** 21) } } })
  const cwd = await appFolder(false)
  writeFileSync(join(cwd, 'cdk.out/Golden.template.json'), big)
  writeFileSync(join(cwd, 'big.json'), big)
  const { stdout } = await ibguard(['lint', '--format', 'json', 'cdk.out/Golden.template.json', 'big.json'], { cwd })
  const { findings } = JSON.parse(stdout) as Report
  expect(findings.map(({ ruleId, file }) => [ruleId, file])).toEqual([
    ['syntax', 'big.json'],
    ['no-key-pair', 'lib/stack.ts'],
  ])
})
