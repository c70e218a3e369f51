import type { Config } from '../../../src/config/config.ts'
import { withOverrides } from '../../../src/config/overrides.ts'
import { loadHcl } from '../../../src/document/hcl/load-hcl.ts'
import { fixedTexts } from '../../../src/fix/fixed-texts.ts'
import { withReaders } from '../../../src/fix/with-readers.ts'
import type { Fleet } from '../../../src/lint/spec.ts'
import type { Finding } from '../../../src/model/finding.ts'
import { withLoaded } from '../../../src/sources/source.ts'
import { sources } from '../../../src/sources/sources.ts'
import { writtenSuppressions } from '../../../src/sources/written-suppressions.ts'
import { suppress } from '../../../src/suppress/suppress.ts'
import { createConfig } from '../../support/config.ts'
import { lint } from '../../support/lint.ts'
import { covered } from '../spec-file/load.ts'

interface Asking {
  asked?: readonly string[]
  varFiles?: readonly string[]
  terraformRoot?: string
}

export type Files = Record<string, string>

/** The files of a repository in memory; those named are asked for, all can be read. */
export async function loadFiles(
  files: string | Files,
  { asked, varFiles = [], terraformRoot }: Asking = {},
): Promise<Fleet> {
  const texts = new Map(Object.entries(typeof files === 'string' ? { 'main.tf': files } : files))
  let fleet: Fleet = { root: '/repo', files: [], specs: [], findings: [] }
  for (const source of sources) {
    const claimed = (asked ?? [...texts.keys()])
      .map((file) => ({ file, path: `/repo/${file}`, by: 'path' as const, text: texts.get(file) ?? '' }))
      .filter((file) => source.claims(file))
    const loaded = await source.read(claimed, {
      root: '/repo',
      read: (path) => texts.get(path.replace('/repo/', '')),
      list: (folder) =>
        [...texts.keys()].flatMap((file) => {
          const inner = `/repo/${file}`.slice(folder.replace(/\/$/, '').length + 1)
          return `/repo/${file}`.startsWith(`${folder.replace(/\/$/, '')}/`) && !inner.includes('/') ? [inner] : []
        }),
      hcl: loadHcl,
      varFiles: varFiles.map((file) => `/repo/${file}`),
      terraformRoot,
    })
    fleet = withLoaded(fleet, loaded)
  }
  return fleet
}

/** The files after `--fix`, which has no more to do then, and what it tells of what it leaves. */
export async function fixedFiles(
  files: string | Files,
  { changes = {}, ...options }: Asking & { changes?: Partial<Config> } = {},
): Promise<{ files: Files; left: string[]; findings: Finding[] }> {
  const config = createConfig(changes)
  let texts: Files = typeof files === 'string' ? { 'main.tf': files } : files
  for (let pass = 0; ; pass++) {
    const loaded = await loadFiles(texts, options)
    const again = (changed: ReadonlyMap<string, string>) =>
      loadFiles({ ...texts, ...Object.fromEntries(changed) }, options).then(({ resources = [], findings }) => ({
        resources,
        findings,
      }))
    const fleet = withOverrides({ ...loaded, readWith: again }, config)
    const result = lint(fleet, config)
    if (result.internalErrors.length > 0) throw result.internalErrors[0]?.error
    const context = {
      written: writtenSuppressions(fleet),
      fleet,
      config,
      now: new Date('2026-12-01'),
      isJudged: () => true,
      coversEverything: true,
    }
    const judgements = withReaders(suppress(result.judgements, context).judgements)
    const fixes = await fixedTexts(judgements, fleet)
    if (fixes.texts.length === 0)
      return { files: texts, left: fixes.left, findings: judgements.map(({ finding }) => finding) }
    if (pass > 4) throw new Error('There is always more to fix.')
    texts = { ...texts, ...Object.fromEntries(fixes.texts.map(({ file, fixed }) => [file, fixed])) }
  }
}

export async function findingsOf(
  files: string | Files,
  { changes = {}, ...options }: Asking & { changes?: Partial<Config> } = {},
): Promise<Finding[]> {
  const config = createConfig(changes)
  const fleet = withOverrides(await loadFiles(files, options), config)
  const result = lint(fleet, config)
  if (result.internalErrors.length > 0) throw result.internalErrors[0]?.error
  const written = writtenSuppressions(fleet)
  const context = { written, fleet, config, now: new Date('2026-12-01'), isJudged: () => true, coversEverything: true }
  const { judgements } = suppress(result.judgements, context)
  const findings = judgements.map(({ finding }) => finding)
  return findings.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}

/** Findings as `rule «covered»`. */
export async function saidOf(files: string | Files, options?: Parameters<typeof findingsOf>[1]): Promise<string[]> {
  const texts: Files = typeof files === 'string' ? { 'main.tf': files } : files
  const findings = await findingsOf(files, options)
  return findings.map((finding) => `${finding.ruleId} «${covered(finding, texts[finding.file] ?? '')}»`)
}

/** A resource that the recommended rules find nothing in, with these arguments and blocks on top. */
export function resourceWith(body = '', more = ''): string {
  const stated = (name: string): boolean => new RegExp(`^ *(?:dynamic ")?${name}\\b`, 'm').test(body)
  const defaults = [
    ['name', 'name = "web"'],
    ['instance_profile_name', 'instance_profile_name = "EC2InstanceProfileForImageBuilder"'],
    ['terminate_instance_on_failure', 'terminate_instance_on_failure = true'],
    [
      'instance_metadata_options',
      'instance_metadata_options {\n    http_tokens                 = "required"\n    http_put_response_hop_limit = 2\n  }',
    ],
    [
      'logging',
      'logging {\n    s3_logs {\n      s3_bucket_name = "acme-image-logs"\n      s3_key_prefix = "web"\n    }\n  }',
    ],
  ]
  const lines = [...defaults.filter(([name = '']) => !stated(name)).map(([, text]) => text), ...body.trim().split('\n')]
  return `${more}resource "aws_imagebuilder_infrastructure_configuration" "web" {\n${lines.map((line) => `  ${line}`).join('\n')}\n}\n`
}
