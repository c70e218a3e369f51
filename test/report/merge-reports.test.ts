import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { docsUrl } from '../../src/lint/docs-url.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import type { LaneRun, Report } from '../../src/model/report.ts'
import { pointSeconds } from '../../src/model/update-rate.ts'
import { buildReport, type ReportParts } from '../../src/report/build-report.ts'
import { mergeReports } from '../../src/report/merge-reports.ts'
import { parseReport } from '../../src/report/parse-report.ts'
import { verdictOf } from '../../src/run/verdict.ts'
import { applied, attacked, attackedApply, finding, linted, planned } from './formats/report.ts'

const arn = (name: string) => `arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/${name}`
const outcome = (name: string, status: Outcome['status']): Outcome => ({
  arn: arn(name),
  status,
  attempts: 1,
  verified: status === 'applied',
})
const report = (parts: Partial<ReportParts>): Report => buildReport({ files: 1, specs: 1, ...parts })
const parsed = (...reports: Report[]) => reports.map((each, at) => ({ file: `${at + 1}.json`, report: each }))

test('every report that the tool makes is read back as it was', () => {
  const shard = report({ shard: { index: 1, count: 2 }, outcomes: applied.outcomes })
  for (const made of [planned, applied, attackedApply, shard]) {
    expect(parseReport('a.json', JSON.stringify(made))).toEqual({ file: 'a.json', report: made })
  }
})

test('of the links in a report, which may be forged, only those to own pages are kept', () => {
  const own = finding({ docsUrl: docsUrl('imdsv2-required') })
  const text = JSON.stringify(report({ findings: [own, finding()], suppressed: attacked.suppressed }))
  const read = parseReport('a.json', text)
  expect(read).toMatchObject({ report: { findings: [{ docsUrl: own.docsUrl }, {}] } })
  expect(JSON.stringify(read)).not.toContain('https://example.com')
})

test('so it is with the pages of rules', () => {
  const rule = { id: 'imdsv2-required', summary: 'Tokens.', severity: 'error' as const }
  const rules = [
    { ...rule, docsUrl: docsUrl(rule.id) },
    { ...rule, id: 'acme/x', docsUrl: 'https://evil.example' },
  ]
  expect(parseReport('a.json', JSON.stringify(report({ rules })))).toMatchObject({
    report: { rules: [{ id: 'acme/x', summary: 'Tokens.', severity: 'error' }, rules[0]] },
  })
})

test('one that is nested too deep does not count', () => {
  const deep = (levels: number) =>
    JSON.stringify(planned).replace('"after":"required"', `"after":${'['.repeat(levels)}${']'.repeat(levels)}`)
  expect(parseReport('a.json', deep(60))).toHaveProperty('report')
  for (const levels of [200, 5_000, 2_000_000]) {
    expect(parseReport('a.json', deep(levels))).toMatchObject({
      problem: expect.stringMatching(/deeper than 100|is no JSON/),
    })
  }
  expect(parseReport('a.json', `${'['.repeat(5_000)}${']'.repeat(5_000)}`)).toHaveProperty('problem')
})

test('each rule is described once', () => {
  const [first, second] = [
    { id: 'a', summary: 'A.', severity: 'error' as const },
    { id: 'b', summary: 'B.', severity: 'note' as const },
  ]
  const { report: merged } = mergeReports(parsed(report({ rules: [second] }), report({ rules: [first, second] })))
  expect(merged.rules).toEqual([first, second])
})

test('a report alone is merged to itself', () => {
  for (const made of [linted, planned, applied]) expect(mergeReports(parsed(made))).toEqual({ report: made })
})

test('what each shard found of the same lint counts once, what one found twice stays twice', () => {
  const twice = finding({ line: 9 })
  const { report: merged } = mergeReports(
    parsed(
      report({ findings: [finding(), twice, twice] }),
      report({ findings: [finding(), finding({ arn: arn('other') })] }),
    ),
  )
  expect(merged.findings).toHaveLength(4)
  expect(merged.summary.errors).toBe(4)
})

test('targets come together, and the summary is counted anew', () => {
  const first = report({
    files: 2,
    specs: 2,
    changes: planned.changes.slice(0, 2),
    outcomes: [outcome('a', 'applied')],
  })
  const second = report({ files: 1, specs: 2, changes: planned.changes.slice(2), outcomes: [outcome('b', 'failed')] })
  second.summary.failed = 0
  const { report: merged } = mergeReports(parsed(first, second))
  expect(merged.changes).toEqual(planned.changes)
  expect(merged.summary).toMatchObject({
    files: 3,
    specs: 4,
    changes: 1,
    missing: 1,
    blocked: 1,
    applied: 1,
    failed: 1,
  })
})

test.each([
  ['failed', 'applied'],
  ['skipped', 'applied'],
  ['failed', 'skipped'],
  ['applied', 'unchanged'],
  ['rolled-back', 'applied'],
] as const)('a target that one report calls %s and another %s counts once, as the worse', (worse, better) => {
  for (const order of [
    [worse, better],
    [better, worse],
  ] as const) {
    const { report: merged } = mergeReports(
      parsed(...order.map((status) => report({ outcomes: [outcome('a', status)] }))),
    )
    expect(merged.outcomes.map(({ status }) => status)).toEqual([worse])
  }
})

test('a merged report never looks better than one of its parts', () => {
  const status = fc.constantFrom<Outcome['status']>('applied', 'unchanged', 'skipped', 'failed', 'rolled-back')
  const severity = fc.constantFrom('error' as const, 'warning' as const, 'note' as const)
  const part = fc
    .record({
      outcomes: fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), status), { selector: ([name]) => name }),
      severities: fc.array(severity, { maxLength: 3 }),
    })
    .map(({ outcomes, severities }) =>
      report({
        outcomes: outcomes.map(([name, of]) => outcome(name, of)),
        findings: severities.map((of) => finding({ severity: of })),
      }),
    )
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const { report: merged } = mergeReports(parsed(...parts))
      const fails = (failOn: 'never' | 'warning') => (each: Report) => verdictOf(each, { failOn }) !== 'clean'
      expect(fails('never')(merged)).toBe(parts.some(fails('never')))
      expect(fails('warning')(merged)).toBe(parts.some(fails('warning')))
      expect(new Set(merged.outcomes.map((each) => each.arn)).size).toBe(merged.outcomes.length)
    }),
  )
})

const shardOf = (index: number, count: number, specs = 3) => report({ files: 5, specs, shard: { index, count } })

test('the shards of a plan share its files and have specs of their own, also when one reported twice', () => {
  const { report: merged, error } = mergeReports(parsed(shardOf(1, 2, 4), shardOf(2, 2, 3), shardOf(2, 2, 3)))
  expect(error).toBeUndefined()
  expect(merged.summary).toMatchObject({ files: 5, specs: 7 })
  expect(merged).not.toHaveProperty('shard')
})

test('a shard without a report is an error, and the others are merged all the same', () => {
  const { report: merged, error } = mergeReports(parsed(shardOf(1, 4), shardOf(4, 4)))
  expect(error?.details.map(({ message }) => message)).toEqual([
    'There is no report of shard 2/4.',
    'There is no report of shard 3/4.',
  ])
  expect(merged.summary.specs).toBe(6)
  expect(mergeReports(parsed(shardOf(1, 2), shardOf(1, 3))).error?.message).toContain('of different plans')
})

test.each([
  ['', 'is empty'],
  ['{', 'is no JSON'],
  ['null', 'is no report'],
  ['[]', 'is no report'],
  ['{"version":2}', 'is no report'],
  [JSON.stringify({ ...linted, version: 2 }), '/version must be equal to constant'],
  [JSON.stringify({ ...linted, findings: [{ ruleId: 1 }] }), '/findings/0'],
  [JSON.stringify({ ...linted, summary: { files: -1, specs: 0 } }), '/summary/files must be >= 0'],
  [JSON.stringify({ ...linted, shard: { index: 1, count: 1e9 } }), '/shard/count must be <= 256'],
  ['{"version":1,"error":null}', 'could not do its job.'],
  [
    '{"version":1,"error":{"code":"Credentials","message":"AWS credentials are missing.","hint":"Sign in."}}',
    'could not do its job: Credentials: AWS credentials are missing.',
  ],
])('the file with %s does not count', (text, why) => {
  const { report: merged, error } = mergeReports([parseReport('s-2.json', text), ...parsed(applied)])
  expect(error).toMatchObject({ code: 'Report' })
  expect(error?.message).toContain('s-2.json is')
  expect(error?.message).toContain(why)
  expect(merged.outcomes).toEqual(applied.outcomes)
})

describe('the time of shards', () => {
  const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString()
  const lane = (region: string, rate: [number, number][], count = 1): LaneRun => ({
    account: '123456789012',
    region,
    calls: 10 * count,
    throttled: count,
    retried: 2 * count,
    rate,
  })
  const timed = (from: number, to: number, lanes: LaneRun[]): Report =>
    report({ outcomes: applied.outcomes, run: { startedAt: at(from), endedAt: at(to), lanes } })
  const merge = (...reports: Report[]) => mergeReports(parsed(...reports)).report.run

  test('goes from the first start to the last end; the same account and Region adds up', () => {
    const first = timed(0, 3, [
      lane('eu-west-1', [
        [0, 5],
        [1, 6],
        [2, 7],
      ]),
      lane('us-east-1', [[1, 1]]),
    ])
    const second = timed(2, 5, [
      lane(
        'eu-west-1',
        [
          [0, 1],
          [2, 3],
        ],
        3,
      ),
    ])
    expect(merge(second, planned, first)).toEqual({
      startedAt: at(0),
      endedAt: at(5),
      lanes: [
        {
          ...lane(
            'eu-west-1',
            [
              [0, 5],
              [1, 6],
              [2, 8],
              [3, 0],
              [4, 3],
            ],
            4,
          ),
        },
        lane('us-east-1', [[1, 1]]),
      ],
    })
    expect(merge(first, planned)).toEqual(first.run)
    expect(merge(planned)).toBeUndefined()
  })

  test('keeps the number of updates, in 200 points at most', () => {
    const rates = fc.array(fc.tuple(fc.nat(150), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(rates, rates, fc.nat(5_000), (one, other, later) => {
        const made = merge(
          timed(0, 150, [lane('eu-west-1', one)]),
          timed(later, later + 150, [lane('eu-west-1', other)]),
        )
        const [{ rate } = { rate: [] }] = made?.lanes ?? []
        const width = pointSeconds(later + 150)
        const count = (points: [number, number][]): number => points.reduce((sum, [, each]) => sum + each, 0)
        expect(rate.length).toBeLessThanOrEqual(200)
        expect(Math.abs(count(rate) * width - count(one) - count(other))).toBeLessThan(0.005 * width * 200)
      }),
    )
  })

  test('of a forged report neither throws nor fills the memory', () => {
    const odd = timed(0, 1, [
      lane('eu-west-1', [
        [1e300, 1],
        [0, 1e308],
      ]),
    ])
    const undated = {
      ...odd,
      run: { startedAt: 'x', endedAt: '+275760-09-13T00:00:00.000Z', lanes: odd.run?.lanes ?? [] },
    }
    for (const reports of [
      [odd, undated],
      [undated, undated],
      [odd, timed(1e9, 2e9, [])],
    ]) {
      const rates = merge(...reports)?.lanes.map(({ rate }) => rate.length) ?? []
      expect(Math.max(0, ...rates)).toBeLessThanOrEqual(200)
    }
  })
})
