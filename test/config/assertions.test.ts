import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtinRules } from '../../rules/index.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import type { GuardError } from '../../src/model/errors.ts'
import { loadSpecs } from '../../src/sources/load-specs.ts'
import { lint } from '../support/lint.ts'
import { tempFolder } from '../support/temp-folder.ts'

const arn = 'infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/a'

async function judge(config: string, spec: string): Promise<string[]> {
  const folder = tempFolder({
    '.git/HEAD': '',
    'ibguard.config.yaml': `extends: none\n${config}`,
    's.yaml': `${arn}\n${spec}\n`,
  })
  const loaded = await loadConfig({ cwd: folder, root: folder, builtin: builtinRules })
  const fleet = await loadSpecs(['s.yaml'], { cwd: folder, selections: [] })
  const { findings } = lint(fleet, loaded)
  return findings.map(
    ({ ruleId, severity, line, column, pointer }) => `${severity} ${ruleId} ${line}:${column} ${pointer}`,
  )
}

async function mistakes(config: string): Promise<string[]> {
  const folder = tempFolder({ '.git/HEAD': '', 'ibguard.config.yaml': config })
  const error = await loadConfig({ cwd: join(folder), root: folder, builtin: builtinRules }).then(
    () => undefined,
    (thrown: GuardError) => thrown,
  )
  return (error?.details ?? []).map(({ line, column, message }) => `${line}:${column} ${message}`)
}

const assertion = (schema: string, more = ''): string =>
  `assertions:\n  - { id: acme/x, message: Not ours, ${more}schema: ${schema} }\n`

describe('an assertion', () => {
  it('is a rule with line-accurate findings', async () => {
    const config = assertion('{ properties: { instanceTypes: { items: { pattern: "^(m7i|c7i)\\\\." } } } }')
    expect(await judge(config, 'instanceTypes: [m7i.large, p5.48xlarge, t2.nano]')).toEqual([
      'error acme/x 2:28 /instanceTypes/1',
      'error acme/x 2:41 /instanceTypes/2',
    ])
  })

  it('finds absent values, unknown keys and failed alternatives once each', async () => {
    expect(await judge(assertion('{ required: [keyPair] }', 'severity: warning, '), 'description: a')).toEqual([
      'warning acme/x 1:1 /keyPair',
    ])
    expect(
      await judge(
        assertion('{ properties: { resourceTags: { additionalProperties: false, properties: { team: {} } } } }'),
        'resourceTags: { team: a, owner: b }',
      ),
    ).toEqual(['error acme/x 2:26 /resourceTags/owner'])
    expect(
      await judge(assertion('{ properties: { keyPair: { anyOf: [{ const: a }, { const: b }] } } }'), 'keyPair: c'),
    ).toEqual(['error acme/x 2:10 /keyPair'])
  })

  it('that is off, or satisfied, says nothing', async () => {
    expect(await judge(assertion('{ required: [keyPair] }', 'severity: off, '), 'description: a')).toEqual([])
    expect(await judge(assertion('{ required: [keyPair] }'), 'keyPair: a')).toEqual([])
  })

  it('runs its patterns in linear time', async () => {
    const config = assertion('{ properties: { description: { pattern: "^(a+)+$" } } }')
    expect(await judge(config, `description: ${'a'.repeat(900)}b`)).toEqual(['error acme/x 2:14 /description'])
  })

  it.each([
    ['a backreference', '{ pattern: "(a)\\\\1" }', 'cannot run in linear time'],
    ['a remote reference', '{ $ref: "https://example.com/s.json" }', 'no place in the schema itself'],
    ['a recursive reference', '{ properties: { a: { $ref: "#" } } }', 'leads back to itself'],
    ['an unknown keyword', '{ patern: a }', 'unknown keyword'],
    ['too many nodes', `{ enum: [${'1,'.repeat(1_000)}1] }`, 'more than 1000 nodes'],
    [
      'few nodes that stand for many',
      `{ definitions: { a0: { const: 1 }, ${Array.from({ length: 12 }, (_, n) => `a${n + 1}: { allOf: [{ $ref: "#/definitions/a${n}" }, { $ref: "#/definitions/a${n}" }] }`).join(', ')} }, $ref: "#/definitions/a12" }`,
      'more than 1000 nodes',
    ],
  ])('is refused with %s', async (_, schema, message) => {
    expect(await mistakes(assertion(schema))).toEqual([expect.stringContaining(message)])
  })
})

describe('options', () => {
  it.each([
    [
      'container-hop-limit: [error, { minimun: 3 }]',
      'container-hop-limit has no option "minimun"; did you mean "minimum"?',
    ],
    ['container-hop-limit: [error, { minimum: 1 }]', 'container-hop-limit: minimum is 1; it must be at least 2.'],
    ['imdsv2-required: [error, { a: 1 }]', 'imdsv2-required has no option "a"; it has none.'],
    ['resource-tags-required: error', 'resource-tags-required needs options: "keys".'],
    ['instance-types-allowed: [error, {}]', 'instance-types-allowed needs the option "allow".'],
  ])('%s', async (entry, message) => {
    expect(await mistakes(`rules:\n  ${entry}\n`)).toEqual([expect.stringContaining(message)])
    expect(await mistakes(`overrides:\n  - { files: [a], rules: { ${entry} } }\n`)).toEqual([
      expect.stringContaining(message),
    ])
  })

  it('given once hold for a later change of severity', async () => {
    const rules =
      'rules: { instance-types-allowed: [error, { allow: ["m7i.*"] }] }\noverrides: [{ files: [a], rules: { instance-types-allowed: warning } }]\n'
    expect(await mistakes(rules)).toEqual([])
  })
})
