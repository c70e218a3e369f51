/** The verb lint for texts in memory, on demand with what it would fix: no disk, no process, no account. */
import { builtinRules } from '../../rules/index.ts'
import type { Config } from '../config/config.ts'
import { withOverrides } from '../config/overrides.ts'
import { type PlainConfig, plainConfig } from '../config/plain-config.ts'
import type { Hcl } from '../document/hcl/hcl.ts'
import { resolve } from '../files/posix-path.ts'
import { fixedTexts } from '../fix/fixed-texts.ts'
import { withDetails } from '../fix/with-details.ts'
import type { Fleet } from '../lint/spec.ts'
import type { Finding } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { loadFiles } from '../sources/load-files.ts'
import { memoryTexts } from '../sources/memory-texts.ts'
import { type LintRun, lintSpecs } from './lint-specs.ts'

/** A file in memory; its name tells what it is, as on a disk: `infra/web.yaml`, `template.json`, `main.tf`. */
export interface TextFile {
  /** A path with `/`. */
  file: string
  text: string
}

export interface LintTextsOptions {
  /** The config, or its text in YAML or JSON. @default recommended */
  config?: PlainConfig | string | undefined
  /** Decides which suppressions have expired. @default now */
  now?: Date | undefined
  /** Loads the parser of Terraform's language, when the first file asks for it. */
  hcl(): Promise<Hcl>
}

/** One fix can make room for another; each pass leaves less to do. */
const mostPasses = 10
const root = '/'

/** Judges all files together, each by whatever it holds; findings say what mends them. */
export async function lintTexts(files: readonly TextFile[], options: LintTextsOptions): Promise<Report> {
  const { run } = await judge(files, configOf(options), options)
  return { ...run.report, findings: withDetails(run.report.findings, run.judgements) }
}

/** The files with what the findings ask for, or those of them that `only` picks; what cannot be edited stays. */
export async function fixTexts(
  files: readonly TextFile[],
  options: LintTextsOptions & { only?: ((finding: Finding) => boolean) | undefined },
): Promise<TextFile[]> {
  const { only = () => true } = options
  const config = configOf(options)
  let now = [...files]
  for (let pass = 0; pass < mostPasses; pass++) {
    const { run, fleet } = await judge(now, config, options)
    const asked = run.judgements.filter(({ finding }) => only(finding))
    const { texts } = await fixedTexts(asked, fleet)
    const fixed = new Map(texts.map((each) => [each.file, each.fixed]))
    if (fixed.size === 0) break
    now = now.map(({ file, text }) => ({ file, text: fixed.get(nameOf(file)) ?? text }))
  }
  return now
}

const configOf = ({ config = {} }: LintTextsOptions): Config => plainConfig(config, builtinRules, root)

const nameOf = (file: string): string => resolve(root, file).slice(root.length)

async function judge(
  files: readonly TextFile[],
  config: Config,
  { hcl, now = new Date() }: LintTextsOptions,
): Promise<{ run: LintRun; fleet: Fleet }> {
  const texts = memoryTexts(new Map(files.map(({ file, text }) => [resolve(root, file), text])))
  const found = files.map(({ file }) => ({ path: resolve(root, file), by: 'path' as const }))
  const fleet = withOverrides(await loadFiles(found, { root, texts, hcl }), config)
  return { run: lintSpecs(fleet, config, now), fleet }
}
