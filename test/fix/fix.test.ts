import fc from 'fast-check'
import { dump } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { builtinRules } from '../../rules/index.ts'
import { presets } from '../../src/config/presets.ts'
import { fixText } from '../../src/document/edit/fix-text.ts'
import { ParsedText } from '../../src/document/yaml/parsed-text.ts'
import { collectFixes } from '../../src/fix/collect-fixes.ts'
import type { Fleet } from '../../src/lint/spec.ts'
import type { JsonObject } from '../../src/model/json.ts'
import { toPointer } from '../../src/model/pointer.ts'
import { diffStated } from '../../src/resource/field-diff.ts'
import { readSpecFile } from '../../src/sources/spec-file/spec-file.ts'
import { createConfig } from '../support/config.ts'
import { lint } from '../support/lint.ts'

const strict = Object.entries(presets.strict)
const config = createConfig({
  available: builtinRules,
  rules: {
    ...Object.fromEntries(strict.map(([id, severity]) => [id, { severity, options: {}, origin: 'strict' }])),
    's3-logging-required': { severity: 'error', options: { bucket: 'acme-logs', prefix: 'builds' }, origin: 'test' },
  },
})

function load(text: string, file: string): Fleet {
  return { root: '/repo', files: [file], ...readSpecFile(new ParsedText(file, text)) }
}

function fixOnce(text: string, file: string): string {
  const fleet = load(text, file)
  const { judgements } = lint(fleet, config)
  return fixText(text, collectFixes(judgements, fleet).get(file) ?? [], { json: file.endsWith('.json') })
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

test('fixes of ever more specs take time in proportion', { timeout: 60_000 }, () => {
  // Nowhere a nested map that tells how the file is indented.
  const specs = (count: number): string =>
    Array.from(
      { length: count },
      (_, at) => `- infrastructureConfigurationArn: ${arn(`web${at}`)}\n  keyPair: k\n`,
    ).join('')
  const time = (count: number): number => {
    const text = specs(count)
    const starts = [...text.matchAll(/^- /gm)].map(({ index }) => index + 2)
    const fixes = starts.map((start, at) => ({
      start,
      end: (starts[at + 1] ?? text.length + 2) - 3,
      patches: [{ path: ['keyPair'], value: null }],
    }))
    const started = process.cpuUsage()
    expect(fixText(text, fixes, { json: false })).toBe(text.replaceAll('keyPair: k', 'keyPair: null'))
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1_000
  }
  const small = Math.max(time(400), time(400))
  // Eight times as much: 64 times the time would be a square.
  expect(time(3_200)).toBeLessThan(Math.max(600, small * 24))
})

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
  const { findings } = lint(load(text, 'a.yaml'), config)
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
  type Value = { defaults?: JsonObject; specs: JsonObject[] }
  /** Also whether every fixable finding can be fixed: not where a value is shared by way of an alias. */
  const layouts: Record<string, { write: (value: Value) => string; isComplete?: false }> = {
    block: { write: (value) => dump(value, { noRefs: true }) },
    deep: { write: (value) => dump(value, { noRefs: true, indent: 4 }) },
    flow: { write: (value) => dump(value, { noRefs: true, flowLevel: 3 }) },
    json: { write: (value) => JSON.stringify(value, null, 2) },
    compact: { write: (value) => JSON.stringify(value) },
    tabs: { write: (value) => JSON.stringify(value, null, '\t') },
    crlf: { write: (value) => dump(value, { noRefs: true }).replaceAll('\n', '\r\n') },
    commented: { write: (value) => `# top\n${dump(value, { noRefs: true }).replaceAll('\n', ' # c\n')}# end` },
    documents: { write: ({ specs }) => specs.map((spec) => dump(spec, { noRefs: true })).join('--- # c\n') },
    anchors: {
      // Equal maps become one that the others refer to.
      write: ({ defaults, specs }) => {
        const seen = new Map<string, unknown>()
        const shared = (value: unknown): unknown => {
          if (typeof value !== 'object' || value === null) return value
          const key = JSON.stringify(value)
          const known = seen.get(key)
          const made = known ?? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shared(inner)]))
          seen.set(key, made)
          return made
        }
        return dump({ ...(defaults && { defaults: shared(defaults) }), specs: specs.map(shared) })
      },
      isComplete: false,
    },
    merged: {
      write: ({ specs: [first, ...others] }) =>
        [
          `- &first ${JSON.stringify(first)}`,
          ...others.map((own) => `- { <<: *first, ${JSON.stringify(own).slice(1)}`),
        ].join('\n'),
      isComplete: false,
    },
  }
  const comments = (text: string): number => text.match(/# (?:c|top|end)$/gm)?.length ?? 0

  /** All that a spec says, defaults merged in. */
  const meaningOf = ({ arn: target, guard, clientToken, config: said }: Fleet['specs'][number]): JsonObject => ({
    target,
    guard: JSON.parse(JSON.stringify(guard)),
    ...(clientToken !== undefined && { clientToken }),
    ...said,
  })

  /** What the findings of a text ask to change, by spec. */
  function asked(fleet: Fleet): string[] {
    const { judgements } = lint(fleet, config)
    return judgements.flatMap(({ subject, fix: patches }) =>
      patches.map(({ path }) => `${subject?.arn} ${toPointer(path)}`),
    )
  }

  test.each(Object.entries(layouts))(
    '%s: only what a finding asks for changes, and a second run nothing',
    (_, { write, isComplete = true }) => {
      fc.assert(
        fc.property(file, ({ defaults, specs }) => {
          const named = specs.map((spec, at) => ({ infrastructureConfigurationArn: arn(`n${at}`), ...spec }))
          const text = write(JSON.parse(JSON.stringify({ ...(defaults && { defaults }), specs: named })))
          const name = text.startsWith('{') ? 'a.json' : 'a.yaml'
          const before = load(text, name)
          const wishes = new Set<string>()
          let fixed = text
          for (let pass = 0; ; pass++) {
            for (const wish of asked(load(fixed, name))) wishes.add(wish)
            const next = fixOnce(fixed, name)
            if (next === fixed) break
            expect(pass).toBeLessThan(5)
            fixed = next
          }
          const after = load(fixed, name)
          expect(after.findings.filter(({ ruleId }) => ruleId === 'syntax')).toEqual([])
          expect(after.specs.map(({ arn: target }) => target)).toEqual(before.specs.map(({ arn: target }) => target))
          const changes = before.specs.flatMap((spec, at) =>
            diffStated(meaningOf(spec), meaningOf(after.specs[at] as Fleet['specs'][number])).map(
              ({ pointer }) => `${spec.arn} ${pointer}`,
            ),
          )
          // A map that appears or goes is the step above what was asked for.
          const isAsked = (change: string): boolean =>
            wishes.has(change) || [...wishes].some((wish) => wish.startsWith(`${change}/`))
          expect(changes.filter((change) => !isAsked(change))).toEqual([])
          expect(comments(fixed)).toEqual(comments(text))
          expect(fix(fixed, name)).toBe(fixed)
          const { findings } = lint(after, config)
          if (isComplete) expect(findings.filter(({ fixable }) => fixable)).toEqual([])
        }),
        { numRuns: Number(process.env.FUZZ_RUNS ?? 30) },
      )
    },
  )
})
