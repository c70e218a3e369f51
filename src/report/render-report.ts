import { GuardError } from '../model/errors.ts'
import type { Report } from '../model/report.ts'
import { type Format, formats, loadReporter } from './formats/index.ts'
import type { RenderOptions, Reporter } from './formats/reporter.ts'

// A caller of the library is answered at once, so it has all formats loaded.
const reporters = new Map<string, Reporter>(
  await Promise.all(formats.map(async (format) => [format, await loadReporter(format)] as const)),
)

/**
 * Text of a report in a format. Pure: what came from a spec or from AWS is escaped for the format.
 * @throws {GuardError} `Usage` for an unknown format
 */
export function renderReport(report: Report, format: Format, options: RenderOptions = {}): string {
  const reporter = reporters.get(format)
  if (!reporter) {
    throw new GuardError('Usage', `${JSON.stringify(format)} is no format of a report.`, {
      hint: `Formats: ${formats.join(', ')}.`,
    })
  }
  return reporter.render(report, options)
}
