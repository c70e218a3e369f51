import fc from 'fast-check'
import { dump } from 'js-yaml'
import { expect, it } from 'vitest'
import { ParsedText } from '../../src/document/yaml/parsed-text.ts'
import { defineRule } from '../../src/lint/define-rule.ts'
import type { Fleet } from '../../src/lint/spec.ts'
import type { Json, JsonObject } from '../../src/model/json.ts'
import type { Configuration } from '../../src/resource/configuration.ts'
import { apply } from '../../src/run/apply.ts'
import { stopsApply } from '../../src/run/lint.ts'
import { lintSpecs } from '../../src/run/lint-specs.ts'
import { plan } from '../../src/run/plan.ts'
import { readSpecFile } from '../../src/sources/spec-file/spec-file.ts'
import { noPolicy } from '../../src/suppress/run-policy.ts'
import { arnOf } from '../support/changes.ts'
import { createConfig } from '../support/config.ts'
import { silentHost } from '../support/host.ts'
import { memoryJournal } from '../support/memory-journal.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { noAccounts, simulateService } from '../support/simulated-service.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

/** A sample in the ordinary run; `npm run fuzz` runs 10,000. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 150)

const word = fc.constantFrom('a', 'b-1', 'null', '0x10', 'yes', 'two words', "it's", '# no', 'a: b', '~', 'ü')
/** Also what counts as absent, on both sides. */
const orNothing = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 6 })
const map = <T>(model: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) => orNothing(fc.record(model, { requiredKeys: [] }))

const fields = {
  description: orNothing(word),
  instanceTypes: orNothing(fc.array(fc.constantFrom('m7i.large', 'c7i.large'), { maxLength: 2 })),
  instanceProfileName: fc.constantFrom('P', 'Q'),
  securityGroupIds: orNothing(fc.array(word, { maxLength: 2 })),
  subnetId: orNothing(word),
  logging: map({ s3Logs: map({ s3BucketName: orNothing(word), s3KeyPrefix: orNothing(word) }) }),
  keyPair: orNothing(word),
  terminateInstanceOnFailure: orNothing(fc.boolean()),
  resourceTags: orNothing(fc.dictionary(fc.constantFrom('team', 'constructor', 'a b'), word, { maxKeys: 2 })),
  instanceMetadataOptions: map({
    httpTokens: orNothing(fc.constantFrom('required', 'optional')),
    httpPutResponseHopLimit: orNothing(fc.integer({ min: 1, max: 64 })),
  }),
  placement: map({ tenancy: orNothing(fc.constantFrom('default', 'host')), hostId: orNothing(word) }),
}
const spec = fc.record(
  { ...fields, 'x-guard': fc.record({ update: fc.constantFrom('merge', 'replace') }), clientToken: word },
  { requiredKeys: [] },
)
/** Live configurations hold no nulls, but now and then a field that nobody knows yet. */
const live = fc.record(
  { ...fields, newcomer: fc.constant({ kept: [1, {}] }), placement: map({ rack: word, tenancy: word }) },
  { requiredKeys: [] },
)
const fleet = fc.record({
  defaults: fc.option(spec, { nil: undefined }),
  specs: fc.tuple(spec, spec),
  live: fc.tuple(live, live),
  layout: fc.constantFrom('json', 'block', 'flow', 'documents', 'merge'),
})

const names = ['a', 'b'] as const

function write(layout: string, defaults: JsonObject | undefined, specs: JsonObject[]): string {
  const [first, second] = specs
  if (layout === 'documents') return specs.map((each) => dump(each)).join('---\n')
  if (layout === 'merge') {
    return `- &first ${JSON.stringify(first)}\n- { <<: *first, ${JSON.stringify(second).slice(1)}\n`
  }
  const value = { ...(defaults && { defaults }), specs }
  if (layout === 'json') return JSON.stringify(value, null, 2)
  return dump(value, { noRefs: true, flowLevel: layout === 'flow' ? 2 : -1 })
}

const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function under(own: JsonObject, defaults: JsonObject): JsonObject {
  const merged: JsonObject = { ...defaults }
  for (const [key, value] of Object.entries(own)) {
    const below = Object.hasOwn(defaults, key) ? defaults[key] : undefined
    merged[key] = isMap(value) && isMap(below) ? under(value, below) : value
  }
  return merged
}

/** RFC 7396, as its pseudo-code has it. */
function patched(target: Json | undefined, patch: Json): Json {
  if (!isMap(patch)) return patch
  const result: JsonObject = isMap(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name]
    else result[name] = patched(Object.hasOwn(result, name) ? result[name] : undefined, value)
  }
  return result
}

/** Without what counts as absent. */
function stated(value: Json): Json | undefined {
  if (value === null || (Array.isArray(value) && value.length === 0)) return undefined
  if (!isMap(value)) return value
  const kept = Object.entries(value).flatMap(([key, inner]): [string, Json][] => {
    const left = stated(inner)
    return left === undefined ? [] : [[key, left]]
  })
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}

/** What a spec says of the configuration, worked out from the values that its text was made of. */
function meaningOf(layout: string, defaults: JsonObject | undefined, specs: JsonObject[], at: number) {
  const own = specs[at] ?? {}
  const value =
    layout === 'merge'
      ? { ...(at === 1 ? specs[0] : {}), ...own }
      : layout === 'documents'
        ? own
        : under(own, defaults ?? {})
  const { infrastructureConfigurationArn: _arn, clientToken: _token, 'x-guard': guard, ...config } = value
  return { config, isReplace: isMap(guard) && guard.update === 'replace' }
}

it('sends what was judged, and judges what the text says', async () => {
  let sent = 0
  await fc.assert(
    fc.asyncProperty(fleet, async ({ defaults, specs, live: before, layout }) => {
      const named = specs.map((each, at) => ({
        infrastructureConfigurationArn: arnOf(names[at] ?? ''),
        ...each,
      })) as JsonObject[]
      const text = write(layout, defaults as JsonObject | undefined, named)
      const judged = { spec: new Map<string, Configuration>(), result: new Map<string, Configuration>() }
      let phase: keyof typeof judged = 'spec'
      const probe = defineRule({
        id: 'probe',
        summary: 'Sees what is judged.',
        severity: 'error',
        messages: { none: '' },
        check({ arn, config }) {
          judged[phase].set(arn, structuredClone(config))
          return []
        },
      })
      const config = createConfig({
        available: [probe],
        rules: { probe: { severity: 'error', options: {}, origin: 'test' } },
      })
      const read = readSpecFile(new ParsedText(layout === 'json' ? 'a.json' : 'a.yaml', text))
      const loaded: Fleet = { root: '/repo', files: ['a.yaml'], ...read }
      expect(read.specs.map(({ arn }) => arn)).toEqual(names.map((name) => arnOf(name)))
      const { report } = lintSpecs(loaded, config, new Date(0))
      phase = 'result'

      const clock = createVirtualClock()
      const random = seededRandom(1)
      const service = simulateService({ clock, random })
      for (const [at, name] of names.entries()) {
        const { instanceProfileName = 'P', ...rest } = before[at] as JsonObject
        service.live.set(arnOf(name), { instanceProfileName, ...(stated(rest) as JsonObject | undefined) })
      }
      const lived = structuredClone(service.live)
      const ports = {
        connect: async () => ({ imageBuilders: service.imageBuilders, accounts: noAccounts }),
        clock,
        random,
      }
      const asked = { policy: noPolicy, settings: { concurrency: 5, maxFailures: 0 }, failOn: 'never' } as const
      await clock.run(plan({ fleet: loaded, ...asked }, { config }, ports, silentHost()))
      if (!stopsApply(report.findings)) {
        const open = async () => ({ ...memoryJournal(), path: 'x', [Symbol.asyncDispose]: async () => {} })
        const request = { of: { fleet: loaded }, ...asked, journal: { open, resumes: false } }
        const { report: applied } = await clock.run(apply(request, { config }, ports, silentHost()))
        expect(applied.summary).toMatchObject({ failed: 0, skipped: 0 })
        sent += service.mutations.length
      }
      for (const [at, name] of names.entries()) {
        const arn = arnOf(name)
        const { config: meant, isReplace } = meaningOf(layout, defaults as JsonObject | undefined, named, at)
        const live = lived.get(arn) ?? {}
        const base = isReplace ? unknownOf(live) : live
        const expected = stated(patched(base, meant)) ?? {}
        if (!report.findings.some((finding) => finding.arn === arn)) {
          expect(judged.spec.get(arn)).toEqual(stated(meant) ?? {})
          expect(judged.result.get(arn)).toEqual(expected)
        }
        if (stopsApply(report.findings)) continue
        // What was judged is what is live in the end, whether an update was needed or not.
        expect(stated(service.live.get(arn) ?? {})).toEqual(judged.result.get(arn))
      }
    }),
    { numRuns },
  )
  expect(sent).toBeGreaterThan(numRuns / 4)
})

/** What no spec can name. */
function unknownOf({ newcomer, placement }: JsonObject): JsonObject {
  const rack = isMap(placement) ? placement.rack : undefined
  return { ...(newcomer !== undefined && { newcomer }), ...(rack !== undefined && { placement: { rack } }) }
}
