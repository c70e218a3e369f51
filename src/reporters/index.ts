import type { Report } from '../model.ts'
import { renderGithub } from './github.ts'
import { renderJson } from './json.ts'
import { renderJunit } from './junit.ts'
import { renderMarkdown } from './markdown.ts'
import { renderSarif } from './sarif.ts'
import { renderStylish } from './stylish.ts'

export interface RenderOptions {
  /** ANSI colours (stylish). @default false */
  color?: boolean
  /** Leave out findings below error (stylish). @default false */
  quiet?: boolean
  /** Text of a file of the report, for code frames (stylish). */
  sourceText?: (file: string) => string | undefined
}

export type Format = 'stylish' | 'json' | 'sarif' | 'junit' | 'github' | 'markdown'

const reporters: Record<Format, (report: Report, options: RenderOptions) => string> = {
  stylish: renderStylish,
  json: renderJson,
  sarif: renderSarif,
  junit: renderJunit,
  github: renderGithub,
  markdown: renderMarkdown,
}

export const formats: readonly Format[] = Object.keys(reporters) as Format[]

/** Text of a report in a format. Pure: what came from a spec or from AWS is escaped for the format. */
export function renderReport(report: Report, format: Format, options: RenderOptions = {}): string {
  return reporters[format](report, options)
}
