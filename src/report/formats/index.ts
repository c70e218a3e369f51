import { GuardError } from '../../model/errors.ts'
import type { Report } from '../../model/report.ts'
import { renderGithub } from './github.ts'
import { renderJson } from './json.ts'
import { renderJunit } from './junit.ts'
import { renderMarkdown } from './markdown.ts'
import type { Format, RenderOptions, Reporter } from './reporter.ts'
import { renderSarif } from './sarif.ts'
import { renderStylish } from './stylish.ts'

const reporters: Record<Format, Reporter> = {
  stylish: renderStylish,
  json: renderJson,
  sarif: renderSarif,
  junit: renderJunit,
  github: renderGithub,
  markdown: renderMarkdown,
}

/**
 * Text of a report in a format. Pure: what came from a spec or from AWS is escaped for the format.
 * @throws {GuardError} `Usage` for an unknown format
 */
export function renderReport(report: Report, format: Format, options: RenderOptions = {}): string {
  if (!Object.hasOwn(reporters, format)) {
    throw new GuardError('Usage', `${JSON.stringify(format)} is no format of a report.`, {
      hint: `Formats: ${Object.keys(reporters).join(', ')}.`,
    })
  }
  return reporters[format](report, options)
}
