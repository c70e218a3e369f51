import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ParsedText } from '../../../src/document/yaml/parsed-text.ts'
import type { Fleet } from '../../../src/lint/spec.ts'
import { buildReport } from '../../../src/report/build-report.ts'
import { formats } from '../../../src/report/formats/index.ts'
import { renderReport } from '../../../src/report/render-report.ts'
import { readSpecFile } from '../../../src/sources/spec-file/spec-file.ts'
import { anyCharacter } from '../../support/any-character.ts'
import { createConfig } from '../../support/config.ts'
import { lint } from '../../support/lint.ts'
import { arn } from './load.ts'

/** A sample in the ordinary run; `npm run fuzz` runs 10,000. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 60)
const config = createConfig()

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: anyCharacter }),
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

function judge(source: string, json: boolean): void {
  const { specs, findings } = readSpecFile(new ParsedText(json ? 'spec.json' : 'spec.yaml', source))
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
}

it('never crashes on specs of any kind', () => {
  const property = fc.property(file, fc.boolean(), (value, json) => judge(JSON.stringify(value, null, 2), json))
  fc.assert(property, { numRuns })
})

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
