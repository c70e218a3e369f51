import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadSpecs } from '../../../src/sources/load-specs.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { arn, load } from './load.ts'

const read = (name: string): string => readFileSync(new URL(`cases/${name}`, import.meta.url), 'utf8')

const create =
  '{"name": "linux", "instanceProfileName": "P", "instanceMetadataOptions": {"httpTokens": "required"}, "clientToken": "a"}'

/** A file, what it is called, and whether a search takes it for a spec that somebody meant. */
const kinds: [file: string, text: string, says: RegExp, isMeant: boolean][] = [
  ['get.json', read('get-output.json'), /answer of GetInfrastructureConfiguration, no spec; `ibguard import`/, true],
  [
    'inner.json',
    `{"arn": "${arn('a')}", "name": "a", "instanceProfileName": "P", "dateCreated": "2025-05-17", "tags": {}}`,
    /answer of GetInfrastructureConfiguration/,
    true,
  ],
  ['list.json', '{"infrastructureConfigurationSummaryList": []}', /answer of ListInfra.*`ibguard import`/, true],
  ['create.json', create, /request of CreateInfrastructureConfiguration.*infrastructureConfigurationArn/, true],
  ['pascal.yaml', read('pascal.yaml'), /CloudFormation's names.*infrastructureConfigurationArn/, true],
  [
    'snake.yaml',
    'name: a\ninstance_profile_name: P\nsubnet_id: subnet-0a1b2c3d\nsecurity_group_ids: []\n',
    /Terraform's names/,
    true,
  ],
  [
    'pipeline.json',
    `{"name": "a", "infrastructureConfigurationArn": "${arn('a')}", "imageRecipeArn": "arn:aws:x"}`,
    /about an image pipeline or an image, no spec/,
    false,
  ],
  ['plan.json', '{"format_version": "1.2", "planned_values": {}}', /plan or state of Terraform, no spec/, false],
  ['seed.yaml', `infrastructureConfigurations: [{ arn: "${arn('a')}" }]`, /seed of the local Image Builder/, false],
  ['report.json', '{"version": 1, "tool": {}, "summary": {}, "findings": []}', /a report of ibguard/, false],
  ['ibguard.json', '{"kind": "ibguard-plan", "changes": []}', /a plan of ibguard, no spec; `ibguard apply`/, false],
]

it.each(kinds)('%s is one finding that says what it is', async (file, text, says) => {
  const { findings, specs } = await load(text, file)
  expect(findings).toMatchObject([{ ruleId: 'schema', message: expect.stringMatching(says) }])
  expect(specs).toEqual([])
})

it('is found by searching where somebody keeps it in the place of a spec', async () => {
  const folder = tempFolder({
    'spec.yaml': `infrastructureConfigurationArn: ${arn('a')}\n`,
    ...Object.fromEntries(kinds.map(([file, text]) => [file, text])),
  })
  const { files } = await loadSpecs(['.'], { cwd: folder, selections: [] })
  const meant = kinds.filter(([, , , isMeant]) => isMeant).map(([file]) => file)
  expect(files).toEqual([...meant, 'spec.yaml'].sort())
})

it('stands at the key that gives it away, item by item in a list', async () => {
  const { findings, specs } = await load(`[${create}, {"infrastructureConfigurationArn": "${arn('a')}"}, ${create}]`)
  expect(findings.map(({ line, column }) => [line, column])).toEqual([
    [1, 3],
    [1, create.length + arn('a').length + 45],
  ])
  expect(specs.map((spec) => spec.arn)).toEqual([arn('a')])
})

it.each([
  [
    'a name in a foreign spelling among our own',
    `infrastructureConfigurationArn: ${arn('a')}\nKeyPair: a\nSubnetId: b\n`,
    2,
  ],
  ['a name beside the ARN', `infrastructureConfigurationArn: ${arn('a')}\nname: a\nkeyPair: a\nsubnetId: b\n`, 1],
])('%s is a mistake in a spec', async (_, text, count) => {
  const { findings, specs } = await load(text)
  expect(findings).toHaveLength(count)
  for (const { message } of findings) expect(message).toMatch(/^Unknown key/)
  expect(specs).toHaveLength(1)
})

const item = `{ infrastructureConfigurationArn: "${arn('a')}" }`

it.each([
  ['defaults and spec', `defaults: { keyPair: a }\nspec: [${item}]\n`, 'spec'],
  ['defaults and nothing in spec', 'defaults: { keyPair: a }\nspec: []\n', 'spec'],
  ['spec alone', `spec: [${item}]\n`, 'spec'],
  ['one spec below spec', `spec: ${item}\n`, 'spec'],
  ['Specs', `Specs: [${item}]\n`, 'Specs'],
  ['another name', `configurations: [${item}]\n`, 'configurations'],
  [
    'a map below another name',
    `web: { infrastructureConfigurationArn: "${arn('a')}", keyPair: a, subnetId: b }\n`,
    'web',
  ],
  ['default and specs', `default: { keyPair: a }\nspecs: [${item}]\n`, 'default'],
  ['Defaults and Specs', `Defaults: { keyPair: a }\nSpecs: [${item}]\n`, 'Specs'],
])('an envelope with %s is found by searching, and is a finding', async (_, text, key) => {
  const folder = tempFolder({
    'a.yaml': text,
    'b.json': `\ufeff{ "specs": [{ "infrastructureConfigurationArn": "${arn('b')}" }] }`,
  })
  const { files, findings } = await loadSpecs(['.'], { cwd: folder, selections: [] })
  expect(files).toEqual(['a.yaml', 'b.json'])
  const meant = key.toLowerCase().startsWith('default') ? 'defaults' : 'specs'
  expect(findings.map(({ message }) => message)).toContain(
    `Unknown key "${key}" in an envelope; did you mean "${meant}"?`,
  )
})

it.each([
  ['a compose file', 'services: { web: { image: a, logging: { driver: json-file } } }\n'],
  ['settings that name a configuration', `imageBuilder: { infrastructureConfigurationArn: "${arn('a')}" }\n`],
  ['an environment', `env: { INFRASTRUCTURE_CONFIGURATION_ARN: "${arn('a')}" }\n`],
  ['a workflow', 'defaults: { run: { shell: bash } }\njobs: {}\n'],
  ['a node group', 'managedNodeGroups: [{ instanceTypes: [m5.large], securityGroups: {}, placement: {} }]\n'],
  ['pipelines', `pipelines: [{ infrastructureConfigurationArn: "${arn('a')}", imageRecipeArn: b }]\n`],
])('%s is left by a search', async (_, text) => {
  const folder = tempFolder({ 'a.yaml': text, 'b.yaml': `infrastructureConfigurationArn: ${arn('b')}\n` })
  expect(await loadSpecs(['.'], { cwd: folder, selections: [] })).toMatchObject({
    files: ['b.yaml'],
    unrelated: ['a.yaml'],
  })
})

it('keys x-… beside specs are free, for anchors, except one that means x-guard', async () => {
  const { findings, specs } = await load(read('top-level-anchor.yaml'))
  expect(findings).toEqual([])
  expect(specs.map(({ config }) => config.instanceProfileName)).toEqual(['BuildProfile', 'BuildProfile'])
  for (const key of ['x-guard', 'x-gaurd', 'y-common']) {
    const fleet = await load(`${key}: {}\nspecs: [${item}]\n`)
    expect(fleet.findings).toMatchObject([{ message: expect.stringContaining(`Unknown key "${key}"`) }])
  }
})

it.each([
  ['description: 0x1F', 'description is 0x1F; it must be text: quote it.'],
  ['description: 010', 'description is 010; it must be text: quote it.'],
  ['description: 1.50', 'description is 1.50; it must be text: quote it.'],
  ['description: 12345678901234567890', 'description is 12345678901234567890; it must be text: quote it.'],
  ['description: True', 'description is True; it must be text: quote it.'],
  ['resourceTags: { CostCenter: 0042 }', 'resourceTags.CostCenter is 0042; it must be text: quote it.'],
  ['terminateInstanceOnFailure: yes', 'terminateInstanceOnFailure is "yes"; it must be true or false: write true.'],
  [
    'terminateInstanceOnFailure: "false"',
    'terminateInstanceOnFailure is "false"; it must be true or false: write false.',
  ],
  [
    'instanceMetadataOptions: { httpPutResponseHopLimit: "2" }',
    'instanceMetadataOptions.httpPutResponseHopLimit is "2"; it must be a whole number: leave the quotes off.',
  ],
  ['instanceMetadataOptions: { httpPutResponseHopLimit: 1_0 }', /is "1_0"; it must be a whole number\.$/],
  ['description: 5 # five', 'description is 5; it must be text: quote it.'],
  ['x-guard: &x 5\nkeyPair: *x', 'keyPair is 5; it must be text: quote it.'],
])('%s is shown as it is written', async (text, message) => {
  const { findings } = await load(`infrastructureConfigurationArn: ${arn('a')}\n${text}\n`)
  expect(findings[0]?.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
})

const target = (region: string, partition = 'aws', name = 'a'): string =>
  `arn:${partition}:imagebuilder:${region}:123456789012:infrastructure-configuration/${name}`

it.each([
  [target('cn-north-1'), 'the Region cn-north-1 is in the partition "aws-cn", not "aws"'],
  [target('eu-west-1', 'aws-us-gov'), 'the Region eu-west-1 is in the partition "aws", not "aws-us-gov"'],
  [target('eu-wset-1'), '"eu-wset-1" is no Region'],
  [target('eu-west-1a'), '"eu-west-1a" is no Region'],
  [target('evil.example/'), '"evil.example/" is no Region'],
  [target('eu-west-1', 'aws', 'Web'), `the service writes it in lower case: "${target('eu-west-1', 'aws', 'web')}"`],
  [target('EU-WEST-1'), `the service writes it in lower case: "${target('eu-west-1')}"`],
  [`${target('eu-west-1')} `, 'there are blanks around it'],
  [
    target('eu-west-1').replace('infrastructure-configuration', 'image-pipeline'),
    'it is the ARN of an image-pipeline; it must be arn:',
  ],
  ['linux', 'it must be arn:PARTITION:imagebuilder:REGION:ACCOUNT:infrastructure-configuration/NAME'],
])('the target %s is none, and it is said why', async (stated, why) => {
  const { findings, specs } = await load(JSON.stringify({ infrastructureConfigurationArn: stated }))
  expect(findings).toMatchObject([{ ruleId: 'schema', pointer: '/infrastructureConfigurationArn' }])
  expect(findings[0]?.message.startsWith(`infrastructureConfigurationArn is ${JSON.stringify(stated)}; ${why}`)).toBe(
    true,
  )
  expect(specs).toMatchObject([{ arn: '' }])
})

it.each([target('us-gov-west-1', 'aws-us-gov'), target('cn-north-1', 'aws-cn'), target('eusc-de-east-1', 'aws-eusc')])(
  '%s is a target',
  async (stated) => expect((await load(`infrastructureConfigurationArn: ${stated}\n`)).findings).toEqual([]),
)
