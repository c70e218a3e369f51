import fc from 'fast-check'
import { load as loadYaml } from 'js-yaml'
import { expect, it } from 'vitest'
import { parse } from '../../../src/document/yaml/parse.ts'
import type { Fleet } from '../../../src/lint/spec.ts'
import type { JsonObject } from '../../../src/model/json.ts'
import { buildReport } from '../../../src/report/build-report.ts'
import { renderReport } from '../../../src/report/formats/index.ts'
import { formats } from '../../../src/report/formats/reporter.ts'
import { overlay } from '../../../src/resource/overlay.ts'
import { readSpecFile } from '../../../src/sources/spec-file/spec-file.ts'
import { createConfig } from '../../support/config.ts'
import { lint } from '../../support/lint.ts'
import { arn } from './load.ts'

/** A sample in the ordinary run; `npm run fuzz` runs 10,000. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 300)
const config = createConfig()

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    'string',
    '<x>',
    'required',
    'arn:aws:s3:::b',
    '/',
    '~',
    'null',
    '0x10',
    '1e3',
    '::error::',
    '##[x]',
  ),
)
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 8 })
const any = fc.jsonValue({ maxDepth: 2 })

/** Specs as the schema has them, now and then with a value that it does not have. */
const fields = fc.record(
  {
    description: fc.oneof(text, any),
    instanceTypes: fc.oneof(fc.array(fc.oneof(text, fc.constantFrom('m7i.large', 'm7g.large'))), any),
    instanceProfileName: text,
    securityGroupIds: orNull(fc.array(text)),
    subnetId: orNull(text),
    logging: orNull(
      fc.record({ s3Logs: orNull(fc.record({ s3BucketName: text, s3KeyPrefix: orNull(text) }, { requiredKeys: [] })) }),
    ),
    keyPair: orNull(text),
    terminateInstanceOnFailure: fc.oneof(orNull(fc.boolean()), any),
    snsTopicArn: orNull(text),
    resourceTags: orNull(fc.dictionary(text, fc.oneof(text, any))),
    instanceMetadataOptions: orNull(
      fc.record(
        {
          httpTokens: fc.oneof(fc.constantFrom('required', 'optional'), any),
          httpPutResponseHopLimit: fc.oneof(fc.integer(), any),
        },
        { requiredKeys: [] },
      ),
    ),
    placement: orNull(fc.record({ tenancy: text, hostId: text, hostResourceGroupArn: text }, { requiredKeys: [] })),
    clientToken: text,
    'x-guard': fc.oneof(
      fc.record(
        { imageType: fc.constantFrom('AMI', 'DOCKER', 'ami'), update: fc.constantFrom('merge', 'replace') },
        { requiredKeys: [] },
      ),
      any,
    ),
    infrastructureConfigurationArn: fc.oneof(fc.constantFrom(arn('a'), arn('b')), text),
  },
  { requiredKeys: [] },
)
const file = fc.oneof(
  fields,
  fc.array(fields, { maxLength: 3 }),
  fc.record({ defaults: fields, specs: fc.array(fields, { maxLength: 3 }) }),
)

function judge(source: string, json: boolean): Fleet {
  const { specs, findings } = readSpecFile('spec.yaml', source, parse(source, { json }))
  const fleet: Fleet = { root: '/repo', files: ['spec.yaml'], specs, findings }
  const result = lint(fleet, config)
  expect(result.internalErrors).toEqual([])
  const report = buildReport({ files: 1, specs: specs.length, findings: result.findings })
  const lines = source.split(/\r\n|\r|\n/)
  for (const { line, column, endLine, endColumn } of report.findings) {
    expect(lines[line - 1]?.length ?? -1).toBeGreaterThanOrEqual(column - 1)
    expect(endLine > line || endColumn >= column).toBe(true)
  }
  for (const format of formats) renderReport(report, format, { sourceText: () => source })
  return fleet
}

it('never crashes on specs of any kind, and judges what apply would send', () => {
  fc.assert(
    fc.property(file, fc.boolean(), (value, json) => {
      const source = JSON.stringify(value, null, 2)
      const { specs, findings } = judge(source, json)
      if (findings.length > 0) return
      // Without findings the values are those that any other reader sees, and they are what an update is made of.
      for (const spec of specs) {
        for (const [key, stated] of Object.entries(spec.config)) {
          const { line, column } = spec.source.place([key])
          expect([line, column].every((at) => at > 0)).toBe(true)
          expect(stated).toBeDefined()
        }
        expect(overlay({}, spec.config, spec.update)).toEqual(
          overlay({}, plain(source, spec.arn, specs.length), spec.update),
        )
      }
    }),
    { numRuns },
  )
})

/** The spec's fields as js-yaml's own loader reads them, where no defaults are merged in. */
function plain(source: string, target: string, count: number): JsonObject {
  const value = loadYaml(source) as JsonObject | JsonObject[] | { defaults: JsonObject; specs: JsonObject[] }
  const specs = Array.isArray(value) ? value : 'specs' in value ? (value.specs as JsonObject[]) : [value as JsonObject]
  const defaults = !Array.isArray(value) && 'defaults' in value ? (value.defaults as JsonObject) : {}
  expect(specs).toHaveLength(count)
  const own =
    specs.find((spec) => (spec.infrastructureConfigurationArn ?? defaults.infrastructureConfigurationArn) === target) ??
    {}
  const { infrastructureConfigurationArn: _arn, clientToken: _token, 'x-guard': _guard, ...rest } = merge(defaults, own)
  return rest
}

function merge(defaults: JsonObject, own: JsonObject): JsonObject {
  const isMap = (value: unknown): value is JsonObject =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  const merged: JsonObject = { ...defaults }
  for (const [key, value] of Object.entries(own)) {
    const below = defaults[key]
    merged[key] = isMap(value) && isMap(below) ? merge(below, value) : value
  }
  return merged
}

it('never crashes on files with bytes changed', () => {
  const valid = [
    `defaults: &d\n  logging: { s3Logs: { s3BucketName: 'it''s' } }\nspecs:\n  - infrastructureConfigurationArn: ${arn('a')}\n    description: |-\n      two\n      lines # no comment\n    <<: *d\n    instanceTypes: [a, "b\\u00e9", ? c : d]\n---\n- { infrastructureConfigurationArn: "${arn('b')}", keyPair: !!str 5, subnetId: }\n`,
    `{\n  "infrastructureConfigurationArn": "${arn('a')}",\n  "instanceTypes": ["m7i.large", null, 5],\n  "resourceTags": { "a": "\\ud83d\\ude00" }\n}\n`,
  ]
  const edit = fc.tuple(
    fc.nat(),
    fc.nat(6),
    fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.constantFrom(
        '\n',
        '\t',
        '  ',
        '- ',
        ': ',
        '? ',
        '{',
        '[',
        '}',
        ']',
        '"',
        "'",
        '#',
        '&a ',
        '*d',
        '<<: ',
        '!x ',
        '|\n',
        '>\n',
        '---\n',
        '...\n',
        '%TAG ! x\n',
        '\r',
        '\u0085',
        '\ufeff',
        '\ud800',
      ),
    ),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...valid),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      (start, edits, json) => {
        const source = edits.reduce((now, [at, length, piece]) => {
          const from = at % (now.length + 1)
          return now.slice(0, from) + piece + now.slice(from + length)
        }, start)
        judge(source, json)
      },
    ),
    { numRuns },
  )
})
