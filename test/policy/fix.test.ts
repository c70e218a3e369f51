import fc from 'fast-check'
import { dump } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { builtinRules } from '../../rules/index.ts'
import { presets } from '../../src/config/presets.ts'
import { lintFleet } from '../../src/lint/lint-fleet.ts'
import { readSpecFile } from '../../src/load/spec-file.ts'
import type { Fleet } from '../../src/model.ts'
import { collectFixes } from '../../src/policy/fix/collect-fixes.ts'
import { fixText } from '../../src/policy/fix/fix-text.ts'
import { parse } from '../../src/yaml/parse.ts'
import { createConfig } from '../support/config.ts'

const strict = Object.entries(presets.strict)
const config = createConfig({
  available: builtinRules,
  rules: {
    ...Object.fromEntries(strict.map(([id, severity]) => [id, { severity, options: {}, origin: 'strict' }])),
    's3-logging-required': { severity: 'error', options: { bucket: 'acme-logs', prefix: 'builds' }, origin: 'test' },
  },
})

function load(text: string, file: string): Fleet {
  return { root: '/repo', files: [file], ...readSpecFile(file, text, parse(text, { json: file.endsWith('.json') })) }
}

function fixOnce(text: string, file: string): string {
  const fleet = load(text, file)
  const { findings, details } = lintFleet(fleet, config, { now: new Date(0) })
  return fixText(text, collectFixes(findings, details, fleet).get(file) ?? [], { json: file.endsWith('.json') })
}

/** Until nothing changes any more, as the command line does. */
function fix(text: string, file = 'a.yaml'): string {
  const next = fixOnce(text, file)
  return next === text ? text : fix(next, file)
}

const arn = (name: string): string => `arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/${name}`
const logged = 'logging: { s3Logs: { s3BucketName: logs, s3KeyPrefix: x } }'
const imds = 'instanceMetadataOptions: { httpTokens: required, httpPutResponseHopLimit: 2 }'
const token = 'a'.repeat(36)

describe('a fix keeps everything else as it is', () => {
  test('comments, order and quotes', () => {
    const text = `# web servers
infrastructureConfigurationArn: "${arn('web')}" # the target
instanceProfileName: 'arn:aws:iam::123456789012:instance-profile/P' # profile
keyPair: k # break glass
${logged}
instanceMetadataOptions:
    httpTokens: optional # why
    httpPutResponseHopLimit: 2
# the end
`
    const profile = "'arn:aws:iam::123456789012:instance-profile/P'"
    const wanted = text.replace(profile, "'P'").replace('keyPair: k', 'keyPair: null').replace('optional', 'required')
    expect(fix(text)).toBe(wanted)
  })

  test('line ends', () => {
    const fixed = fix(`infrastructureConfigurationArn: ${arn('web')}\r\nkeyPair: k\r\n${logged}\r\n`)
    expect(fixed).toContain('instanceMetadataOptions:\r\n  ')
    expect(fixed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('the comment of a removed key', () => {
    const text = `infrastructureConfigurationArn: ${arn('web')}\nclientToken: ${token} # pinned\n${logged}\n${imds}\n`
    expect(fix(text)).toBe(text.replace(`clientToken: ${token} `, ''))
  })

  test('the dash before a removed key', () => {
    const text = `- clientToken: ${token}\n  infrastructureConfigurationArn: ${arn('web')}\n  ${logged}\n  ${imds}\n`
    expect(fix(text)).toBe(text.replace(`clientToken: ${token}\n  `, ''))
  })

  test('the indentation of JSON', () => {
    const fixed = fix(`{\n\t"infrastructureConfigurationArn": "${arn('web')}",\n\t"keyPair": "k"\n}\n`, 'a.json')
    expect(fixed).toContain('\n\t"keyPair": null,\n\t"')
    expect(fixed).toContain('\n\t"logging": {\n\t\t"s3Logs": {\n\t\t\t"s3BucketName": "acme-logs",')
  })

  test('flow style on one line', () => {
    const text = `{ infrastructureConfigurationArn: "${arn('web')}", ${logged}, ${imds.replace('required', 'optional')} } # x\n`
    expect(fix(text)).toBe(text.replace('optional', 'required'))
  })

  test('other documents', () => {
    const document = (name: string): string => `infrastructureConfigurationArn: ${arn(name)}\n${logged}\n${imds}\n`
    const text = `${document('a')}---\n${document('b').replace('required', 'optional')}...\n# end\n`
    expect(fix(text)).toBe(text.replace('optional', 'required'))
  })
})

describe('an inherited value', () => {
  const specs = (...more: string[]): string =>
    more.map((own, at) => `  - infrastructureConfigurationArn: ${arn(`n${at}`)}\n    ${own}\n`).join('')

  test('is fixed in the defaults when every heir has the finding', () => {
    const text = `defaults:\n  keyPair: k # all\n  ${logged}\n  ${imds}\nspecs:\n${specs('description: a', 'description: b')}`
    expect(fix(text)).toBe(text.replace('keyPair: k', 'keyPair: null'))
  })

  test('is overridden in the spec when another heir may keep it', () => {
    const own = (type: string): string =>
      `instanceMetadataOptions: { httpTokens: required }\n    x-guard: { imageType: ${type} }`
    const text = `defaults:\n  instanceMetadataOptions: { httpPutResponseHopLimit: 1 }\n  ${logged}\nspecs:\n${specs(own('DOCKER'), own('AMI'))}`
    const fixed = '{ httpTokens: required, httpPutResponseHopLimit: 2 }'
    expect(fix(text)).toBe(text.replace('{ httpTokens: required }', fixed))
  })
})

test('values behind an alias, or aliased elsewhere, are left', () => {
  const spec = (name: string, value: string): string =>
    `- infrastructureConfigurationArn: ${arn(name)}\n  ${logged}\n  instanceMetadataOptions: ${value}\n`
  const text = `${spec('a', '&imds { httpTokens: optional, httpPutResponseHopLimit: 2 }')}${spec('b', '*imds')}${spec('c', '{ <<: *imds }')}`
  const { findings } = lintFleet(load(text, 'a.yaml'), config, { now: new Date(0) })
  expect(findings.filter(({ fixable }) => fixable)).toHaveLength(3)
  expect(fix(text)).toBe(text)
})

test('an anchor that no alias names is no hindrance', () => {
  const text = `infrastructureConfigurationArn: ${arn('a')}\nkeyPair: &key k\n${logged}\ninstanceMetadataOptions: &imds { httpTokens: optional, httpPutResponseHopLimit: 2 }\n`
  expect(fix(text)).toBe(text.replace('&key k', '&key null').replace('optional', 'required'))
})

describe('always', () => {
  const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(value, { nil: undefined, freq: 2 })
  const words = fc.constantFrom('a', 'null', 'yes: no', '# no comment', "it's", '"q"', '1', 'ü', 'a, b', '{x}', '- x')
  const body = fc.record({
    description: maybe(words),
    instanceProfileName: maybe(fc.constantFrom('P', 'arn:aws:iam::123456789012:instance-profile/path/P')),
    keyPair: maybe(fc.constantFrom('k', null)),
    clientToken: maybe(fc.constant(token)),
    terminateInstanceOnFailure: maybe(fc.boolean()),
    resourceTags: maybe(fc.dictionary(fc.constantFrom('CreatedBy', 'team', 'aws:x', 'a b'), words, { maxKeys: 3 })),
    logging: maybe(
      fc.constantFrom({ s3Logs: { s3BucketName: 's3://logs/x' } }, { s3Logs: { s3BucketName: 'arn:aws:s3:::b' } }, {}),
    ),
    instanceMetadataOptions: maybe(
      fc.record({
        httpTokens: maybe(fc.constantFrom('optional', 'required', null)),
        httpPutResponseHopLimit: maybe(fc.constantFrom(1, 2, null)),
      }),
    ),
    'x-guard': maybe(
      fc.record({
        imageType: maybe(fc.constantFrom('AMI', 'DOCKER')),
        update: maybe(fc.constantFrom('merge', 'replace')),
      }),
    ),
  })
  const file = fc.record({ defaults: maybe(body), specs: fc.array(body, { minLength: 1, maxLength: 3 }) })
  const layouts: Record<string, (value: object) => string> = {
    block: (value) => dump(value, { noRefs: true }),
    deep: (value) => dump(value, { noRefs: true, indent: 4 }),
    flow: (value) => dump(value, { noRefs: true, flowLevel: 3 }),
    json: (value) => JSON.stringify(value, null, 2),
    compact: (value) => JSON.stringify(value),
    tabs: (value) => JSON.stringify(value, null, '\t'),
    crlf: (value) => dump(value, { noRefs: true }).replaceAll('\n', '\r\n'),
    commented: (value) => `# top\n${dump(value, { noRefs: true }).replaceAll('\n', ' # c\n')}# end`,
  }
  const comments = (text: string): number => text.match(/# (?:c|top|end)$/gm)?.length ?? 0

  /** What no rule with a fix speaks of. */
  function untouched({ arn: target, update, imageType, config: all }: Fleet['specs'][number]): unknown {
    const { description, resourceTags } = all
    const kept = Object.entries(resourceTags ?? {}).filter(([key]) => key === 'team' || key === 'a b')
    return { target, update, imageType, description, kept }
  }

  test.each(Object.entries(layouts))(
    '%s: only what its rule asks for changes, and a second run nothing',
    (_, write) => {
      fc.assert(
        fc.property(file, ({ defaults, specs }) => {
          const named = specs.map((spec, at) => ({ infrastructureConfigurationArn: arn(`n${at}`), ...spec }))
          const text = write(JSON.parse(JSON.stringify({ ...(defaults && { defaults }), specs: named })))
          const name = text.startsWith('{') ? 'a.json' : 'a.yaml'
          const before = load(text, name)
          const fixed = fix(text, name)
          const after = load(fixed, name)
          expect(after.findings.filter(({ ruleId }) => ruleId === 'syntax')).toEqual([])
          expect(after.specs.map(untouched)).toEqual(before.specs.map(untouched))
          expect(comments(fixed)).toEqual(comments(text))
          expect(fix(fixed, name)).toBe(fixed)
          const { findings } = lintFleet(after, config, { now: new Date(0) })
          expect(findings.filter(({ fixable }) => fixable)).toEqual([])
        }),
        { numRuns: 60 },
      )
    },
  )
})
