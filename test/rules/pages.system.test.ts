import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { builtinRules } from '../../rules/index.ts'
import { factKinds } from '../../src/facts/fact-kinds.ts'
import { addressOf } from '../../src/facts/known-facts.ts'
import { reservedIds } from '../../src/lint/policy-rules.ts'
import type { FactName, LearnedFact } from '../../src/model/facts.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Report } from '../../src/model/report.ts'
import type { Configuration } from '../../src/resource/configuration.ts'
import { present } from '../../src/resource/present.ts'
import { laneOf } from '../../src/resource/target-arn.ts'
import { ibguard } from '../support/cli.ts'
import { repository } from '../support/repository.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'

/** A spec of a page, with the blocks before it: `live`, `base` (revision) and `config`. */
type Scene = { spec: string; extension: string } & Record<string, string | undefined>

function scenesOf(id: string, heading: string): Scene[] {
  const page = readFileSync(`rules/${id}.md`, 'utf8')
  const section = page.split(/^## /m).find((each) => each.startsWith(heading)) ?? ''
  const scenes: Scene[] = []
  let before: Record<string, string> = {}
  for (const [, extension = '', kind, text = ''] of section.matchAll(/^```(\w+)(?: (\w+))?\n(.*?)^```$/gms)) {
    if (kind !== undefined) before[kind] = text
    else {
      scenes.push({ ...before, spec: text, extension })
      before = {}
    }
  }
  return scenes
}

const read = (text: string | undefined): JsonObject => (text === undefined ? {} : (load(text) as JsonObject))

/**
 * What the command line says of a spec: `lint`, or `plan` where there is a live configuration, or `apply` of a plan that
 * knows what the account answers.
 */
async function findingsOf(id: string, { spec, extension, live, base, config, facts }: Scene): Promise<string[]> {
  const settings = reservedIds.includes(id) ? {} : { extends: 'none', rules: { [id]: 'error' }, ...read(config) }
  const configuration = { arn, name: 'web', instanceProfileName: 'P', ...read(live) }
  const known = { version: 1, findings: [{ arn, rule: 'no-key-pair', pointer: '/keyPair' }] }
  const file = `spec.${extension}`
  const since = id === 'removed-field-stays'
  const folder = (since ? repository : tempFolder)({
    'ibguard.config.json': JSON.stringify({ ...settings, files: [file], local: { seed: 'seed.json' } }),
    'seed.json': JSON.stringify({ infrastructureConfigurations: [configuration] }),
    [file]: base ?? spec,
    ...(id === 'stale-baseline' && { '.ibguard-baseline.json': JSON.stringify(known) }),
  })
  writeFiles(folder, { [file]: spec })
  if (facts !== undefined) return judgedBy(read(facts), folder)
  const command = live === undefined ? ['lint', ...(since ? ['--changed-since', 'HEAD'] : [])] : ['plan', '--local']
  const { code, stdout, stderr } = await ibguard([...command, '--format', 'json'], { cwd: folder })
  expect([0, 1], stderr).toContain(code)
  return (JSON.parse(stdout) as Report).findings.map(({ ruleId }) => ruleId)
}

async function judgedBy(facts: JsonObject, cwd: string): Promise<string[]> {
  const planned = await ibguard(['plan', '--local', '--out', 'plan.json'], { cwd })
  expect([0, 1], planned.stderr).toContain(planned.code)
  const file = join(cwd, 'plan.json')
  const plan = JSON.parse(readFileSync(file, 'utf8')) as Plan
  const learned = Object.entries(facts).flatMap(([name, known]): LearnedFact[] => {
    const fact = name as FactName
    const lane = laneOf(arn)
    const question = factKinds[fact].question({ config: present(plan.changes[0]?.after ?? {}) as Configuration, arn })
    return lane && question ? [{ fact, ...addressOf(fact, lane), question, answer: { known } }] : []
  })
  writeFileSync(file, JSON.stringify({ ...plan, facts: { time: '2026-01-01T00:00:00.000Z', learned } }))
  const { stdout, stderr } = await ibguard(['apply', 'plan.json', '--dry-run', '--local', '--format', 'json'], { cwd })
  expect(stderr).toContain('what the accounts answered is of 2026-01-01T00:00:00.000Z')
  return (JSON.parse(stdout) as Report).findings.map(({ ruleId }) => ruleId)
}

describe.each([...builtinRules.map(({ id }) => id), ...reservedIds])('the page of %s', (id) => {
  it.each([
    ['Failing spec', true],
    ['Passing spec', false],
  ])('says what the command line says: %s', async (heading, isFailing) => {
    const scenes = scenesOf(id, heading)
    expect(scenes.length).toBeGreaterThan(0)
    for (const scene of scenes) expect((await findingsOf(id, scene)).includes(id)).toBe(isFailing)
  })
})
