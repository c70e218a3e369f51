import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import type { Rule } from '../lint/rule.ts'
import type { JsonObject } from '../model/json.ts'
import { situationsOf } from './page.ts'
import { type Judged, runRule, type Situation } from './run-rule.ts'

/** A spec, alone or with its circumstances. */
export type RuleCase = JsonObject | string | (Situation & { name?: string })

export interface RuleCases {
  /** The rule says nothing. */
  valid?: readonly RuleCase[]
  /** The rule says exactly this; of each error only what is stated is compared. */
  invalid?: readonly (Situation & { name?: string; errors: readonly Partial<Judged>[] })[]
  /** Text of the rule's page: its failing specs must fail and its passing specs pass. */
  page?: string
}

/** `describe` and `it` of the test runner. */
export interface RuleTest {
  describe(name: string, body: () => void): void
  it(name: string, body: () => void): void
}

/**
 * Tests a rule with the runner's `describe` and `it`: those given, else the global ones. Where there are none, the cases
 * run at once and the first that fails throws.
 *
 * @example
 * testRule(noDefaultVpc, {
 *   valid: [{ subnetId: 'subnet-1' }],
 *   invalid: [{ spec: {}, errors: [{ messageId: 'missing', pointer: '/subnetId' }] }],
 * })
 */
export function testRule(rule: Rule, cases: RuleCases, runner: RuleTest = globalRunner()): void {
  const { describe, it } = runner
  describe(rule.id, () => {
    for (const [index, valid] of (cases.valid ?? []).entries()) {
      const situation = asSituation(valid)
      it(`says nothing: ${titleOf(situation, index)}`, () => deepStrictEqual(runRule(rule, situation), []))
    }
    for (const [index, situation] of (cases.invalid ?? []).entries()) {
      it(`objects: ${titleOf(situation, index)}`, () => compare(runRule(rule, situation), situation.errors))
    }
    if (cases.page === undefined) return
    const page = cases.page
    it('objects to the failing specs of its page', () =>
      everyOne(page, 'Failing spec', rule, (judged) => ok(judged.length > 0)))
    it('says nothing about the passing specs of its page', () =>
      everyOne(page, 'Passing spec', rule, (judged) => deepStrictEqual(judged, [])))
  })
}

function everyOne(
  page: string,
  heading: 'Failing spec' | 'Passing spec',
  rule: Rule,
  check: (judged: Judged[]) => void,
): void {
  const situations = situationsOf(page, heading, rule.id)
  ok(situations.length > 0, `The page of ${rule.id} has no spec under "${heading}".`)
  for (const situation of situations) check(runRule(rule, situation))
}

function compare(actual: readonly Judged[], expected: readonly Partial<Judged>[]): void {
  const stated = actual.map((judged, index) => {
    const keys = Object.keys(expected[index] ?? judged) as (keyof Judged)[]
    return Object.fromEntries(keys.map((key) => [key, judged[key]]))
  })
  deepStrictEqual(stated, expected)
  strictEqual(actual.length, expected.length)
}

function asSituation(value: RuleCase): Situation & { name?: string } {
  if (typeof value === 'string') return { spec: value }
  return 'spec' in value ? (value as Situation) : { spec: value }
}

function titleOf({ name, spec }: Situation & { name?: string }, index: number): string {
  return name ?? `${index + 1} ${(typeof spec === 'string' ? spec : JSON.stringify(spec)).slice(0, 80)}`
}

function globalRunner(): RuleTest {
  const { describe, it } = globalThis as Partial<RuleTest>
  const now = (_name: string, body: () => void): void => body()
  return describe && it ? { describe, it } : { describe: now, it: now }
}
