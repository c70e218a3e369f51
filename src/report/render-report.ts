import { GuardError } from '../model/errors.ts'
import type { Report } from '../model/report.ts'
import * as checkstyle from './formats/checkstyle.ts'
import * as github from './formats/github.ts'
import * as gitlab from './formats/gitlab.ts'
import * as html from './formats/html.ts'
import { type Format, formats } from './formats/index.ts'
import * as json from './formats/json.ts'
import * as junit from './formats/junit.ts'
import * as markdown from './formats/markdown.ts'
import * as rdjson from './formats/rdjson.ts'
import type { RenderOptions, Reporter } from './formats/reporter.ts'
import * as sarif from './formats/sarif.ts'
import * as stylish from './formats/stylish.ts'

/** A caller of the library is answered at once, so all formats are loaded with it. */
const reporters: Record<Format, Reporter> = {
  stylish,
  json,
  sarif,
  junit,
  github,
  markdown,
  gitlab,
  rdjson,
  checkstyle,
  html,
}

/**
 * Text of a report in a format. Pure: what came from a spec or from AWS is escaped for the format.
 * @throws {GuardError} `Usage` for an unknown format
 */
export function renderReport(report: Report, format: Format, options: RenderOptions = {}): string {
  if (!Object.hasOwn(reporters, format)) {
    throw new GuardError('Usage', `${JSON.stringify(format)} is no format of a report.`, {
      hint: `Formats: ${formats.join(', ')}.`,
    })
  }
  return reporters[format].render(report, options)
}
