import type { Fleet } from '../../../src/lint/spec.ts'
import type { Finding } from '../../../src/model/finding.ts'
import { loadSpecs } from '../../../src/sources/load-specs.ts'
import { tempFolder } from '../../support/temp-folder.ts'

export const arn = (name: string): string =>
  `arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/${name}`

/** Loads one file with this text. */
export async function load(text: string | Uint8Array, name = 'spec.yaml'): Promise<Fleet> {
  const folder = tempFolder()
  const { writeFileSync } = await import('node:fs')
  writeFileSync(`${folder}/${name}`, text)
  return loadSpecs([name], { cwd: folder, selections: [] })
}

/** Findings as `rule line:column-endLine:endColumn pointer`, and the text that each covers. */
export function places(fleet: Fleet, text: string): string[] {
  return fleet.findings.map((finding) => `${finding.ruleId} ${finding.pointer || '/'} «${covered(finding, text)}»`)
}

export function covered(
  { line, column, endLine, endColumn }: Pick<Finding, 'line' | 'column' | 'endLine' | 'endColumn'>,
  text: string,
): string {
  const lines = text.split(/\r\n|\r|\n/)
  if (line === endLine) return (lines[line - 1] ?? '').slice(column - 1, endColumn - 1)
  return [
    (lines[line - 1] ?? '').slice(column - 1),
    ...lines.slice(line, endLine - 1),
    (lines[endLine - 1] ?? '').slice(0, endColumn - 1),
  ].join('\n')
}
