/** The verb lint for texts in memory, on demand with what it would fix: no disk, no process, no account. */
import { builtinRules } from '../../rules/index.ts'
import { lintPolicyOf } from '../config/active-rules.ts'
import type { Config } from '../config/config.ts'
import { withOverrides } from '../config/overrides.ts'
import { type PlainConfig, plainConfig } from '../config/plain-config.ts'
import type { Hcl } from '../document/hcl/hcl.ts'
import { parse } from '../document/yaml/parse.ts'
import { toJson } from '../document/yaml/to-json.ts'
import { resolve } from '../files/posix-path.ts'
import { fixedTexts } from '../fix/fixed-texts.ts'
import { mostPasses } from '../fix/most-passes.ts'
import { withDetails } from '../fix/with-details.ts'
import type { AccountFacts } from '../lint/account-checks.ts'
import { lintChanges } from '../lint/lint-changes.ts'
import { lintFleet } from '../lint/lint-fleet.ts'
import type { Fleet } from '../lint/spec.ts'
import type { PlannedChange } from '../model/change.ts'
import { GuardError } from '../model/errors.ts'
import type { KnownFacts } from '../model/facts.ts'
import type { Finding } from '../model/finding.ts'
import { isObject, type Json, type JsonObject } from '../model/json.ts'
import type { Report } from '../model/report.ts'
import { changeOf } from '../plan/change-of.ts'
import { loadFiles } from '../sources/load-files.ts'
import { memoryTexts } from '../sources/memory-texts.ts'
import { noPolicy } from '../suppress/run-policy.ts'
import { markOf } from '../text/byte-order-mark.ts'
import { type LintRun, lintSpecs } from './lint-specs.ts'

/** A file in memory; its name tells what it is, as on a disk: `infra/web.yaml`, `template.json`, `main.tf`. */
export interface TextFile {
  /** A path with `/`. */
  file: string
  text: string
}

/** What specs are held against, where it is at hand; values, or texts in YAML or JSON. */
export interface Beside {
  /** What is live of each target, as Get answers it: what a plan says is said too. */
  live?: JsonObject | string | undefined
  /** What the account answers about the names in a configuration, for the rules that ask it. */
  facts?: KnownFacts | string | undefined
  /** The spec files as they were, as for `--changed-since`. */
  base?: readonly TextFile[] | undefined
}

export interface LintTextsOptions {
  /** The config, or its text in YAML or JSON. @default recommended */
  config?: PlainConfig | string | undefined
  /** Decides which suppressions have expired. @default now */
  now?: Date | undefined
  beside?: Beside | undefined
  /** Loads the parser of Terraform's language, when the first file asks for it. */
  hcl(): Promise<Hcl>
}

const root = '/'

/** Judges all files together, each by whatever it holds; findings say what mends them. */
export async function lintTexts(files: readonly TextFile[], options: LintTextsOptions): Promise<Report> {
  const { run } = await judge(files, await configOf(options), options)
  return { ...run.report, findings: withDetails(run.report.findings, run.judgements) }
}

/** The files with what the findings ask for, or those of them that `only` picks; what cannot be edited stays. */
export async function fixTexts(
  files: readonly TextFile[],
  options: LintTextsOptions & { only?: ((finding: Finding) => boolean) | undefined },
): Promise<TextFile[]> {
  const { only = () => true } = options
  const config = await configOf(options)
  let now = [...files]
  for (let pass = 0; pass < mostPasses; pass++) {
    const { run, fleet } = await judge(now, config, options)
    const asked = run.judgements.filter(({ finding }) => only(finding))
    const { texts } = await fixedTexts(asked, fleet)
    const fixed = new Map(texts.map((each) => [each.file, each.fixed]))
    if (fixed.size === 0) break
    now = now.map(({ file, text }) => {
      const after = fixed.get(nameOf(file))
      return { file, text: after === undefined ? text : markOf(text) + after }
    })
  }
  return now
}

const configOf = ({ config = {} }: LintTextsOptions): Promise<Config> => plainConfig(config, builtinRules, root)

const nameOf = (file: string): string => resolve(root, file).slice(root.length)

async function judge(
  files: readonly TextFile[],
  config: Config,
  { hcl, now = new Date(), beside = {} }: LintTextsOptions,
): Promise<{ run: LintRun; fleet: Fleet }> {
  const load = async (texts: readonly TextFile[]): Promise<Fleet> => {
    const inMemory = memoryTexts(new Map(texts.map(({ file, text }) => [resolve(root, file), text])))
    const found = texts.map(({ file }) => ({ path: resolve(root, file), by: 'path' as const }))
    return withOverrides(await loadFiles(found, { root, texts: inMemory, hcl }), config)
  }
  const fleet = await load(files)
  const base = beside.base && { specs: (await load(beside.base)).specs }
  const policy = { ...noPolicy, base }
  const live = mapIn(beside.live, 'live')
  const facts = mapIn(beside.facts as JsonObject | string | undefined, 'facts') as KnownFacts | undefined
  if (!live && !facts) return { run: lintSpecs(fleet, config, now, policy), fleet }
  const planned = fleet.specs.map((spec): PlannedChange => {
    const change = changeOf(spec, live ?? {}, spec.imageType)
    // Of a step from nothing there is nothing to say.
    return live ? change : { ...change, action: 'no-op' }
  })
  const rules = lintPolicyOf(config, root)
  const linted = lintChanges(
    planned,
    { specs: fleet.specs, result: lintFleet(fleet, rules) },
    rules,
    facts && knownTo(facts),
  )
  return { run: lintSpecs(fleet, config, now, { ...policy, planned, isDeep: facts !== undefined }, linted), fleet }
}

const knownTo =
  (facts: KnownFacts): AccountFacts =>
  () =>
  (fact) => {
    const known = facts[fact]
    return known === undefined ? undefined : { known: known as Json }
  }

/** @throws {GuardError} `Config` for a text that holds no map */
function mapIn(given: JsonObject | string | undefined, name: string): JsonObject | undefined {
  if (typeof given !== 'string') return given
  const { documents, problems } = parse(given, { json: false })
  const [top] = documents
  const value = top && problems.length === 0 ? toJson(top) : undefined
  if (isObject(value)) return value
  throw new GuardError('Config', `${name} is no map: ${problems[0]?.message ?? 'it holds something else.'}`, {
    hint: 'Write it in YAML or JSON, a key for each field.',
  })
}
