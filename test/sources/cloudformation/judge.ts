import type { Config } from '../../../src/config/config.ts'
import { withOverrides } from '../../../src/config/overrides.ts'
import { loadHcl } from '../../../src/document/hcl/load-hcl.ts'
import type { Fleet } from '../../../src/lint/spec.ts'
import type { Finding } from '../../../src/model/finding.ts'
import { cloudformationSource } from '../../../src/sources/cloudformation/cloudformation.ts'
import { withLoaded } from '../../../src/sources/source.ts'
import { createConfig } from '../../support/config.ts'
import { lint } from '../../support/lint.ts'
import { covered } from '../spec-file/load.ts'

/** The templates of a repository in memory; those named are asked for, all can be read. */
export async function loadTemplates(files: string | Record<string, string>, asked?: readonly string[]): Promise<Fleet> {
  const texts = new Map(Object.entries(typeof files === 'string' ? { 'template.yaml': files } : files))
  const named = asked ?? [...texts.keys()]
  const claimed = named
    .map((file) => ({ file, path: `/repo/${file}`, by: 'path' as const, text: texts.get(file) ?? '' }))
    .filter((file) => cloudformationSource.claims(file))
  const loaded = await cloudformationSource.read(claimed, {
    root: '/repo',
    read: (path) => texts.get(path.replace('/repo/', '')),
    list: () => [],
    hcl: loadHcl,
    varFiles: [],
  })
  return withLoaded({ root: '/repo', files: [], specs: [], findings: [] }, loaded)
}

export async function findingsOf(
  files: string | Record<string, string>,
  changes: Partial<Config> = {},
): Promise<Finding[]> {
  const config = createConfig(changes)
  const fleet = withOverrides(await loadTemplates(files), config)
  const result = lint(fleet, config)
  if (result.internalErrors.length > 0) throw result.internalErrors[0]?.error
  return result.findings
}

/** Findings as `rule «covered»`. */
export async function saidOf(template: string, changes: Partial<Config> = {}): Promise<string[]> {
  const findings = await findingsOf(template, changes)
  return findings.map((finding) => `${finding.ruleId} «${covered(finding, template)}»`)
}

/** A template of one configuration that the recommended rules find nothing in, with these properties on top. */
export function templateWith(properties: string, sections = ''): string {
  const stated = (name: string): boolean => new RegExp(`^ *${name}:`, 'm').test(properties)
  const defaults = [
    ['Name', 'web'],
    ['InstanceProfileName', 'EC2InstanceProfileForImageBuilder'],
    ['InstanceMetadataOptions', '{ HttpTokens: required, HttpPutResponseHopLimit: 2 }'],
    ['Logging', '{ S3Logs: { S3BucketName: acme-image-logs } }'],
  ].filter(([name = '']) => !stated(name))
  const lines = [...defaults.map(([name, value]) => `${name}: ${value}`), ...properties.trim().split('\n')]
  return `${sections}Resources:
  Infra:
    Type: AWS::ImageBuilder::InfrastructureConfiguration
    Properties:
${lines.map((line) => `      ${line}`).join('\n')}
`
}
