import type { Task } from '../../model/outcome.ts'
import type { Report } from '../../model/report.ts'

export interface RenderOptions {
  /** ANSI colours (stylish). @default false */
  color?: boolean
  /** Leave out findings below error (stylish). @default false */
  quiet?: boolean
  /** Text of a file of the report, for code frames (stylish). */
  sourceText?: (file: string) => string | undefined
  /** What the outcomes are those of. Default: rollback when something was rolled back. */
  task?: Task
}

/** What the module of a format exports. Pure: what came from a spec or from AWS is escaped for the format. */
export interface Reporter {
  render(report: Report, options: RenderOptions): string
  /** The same text, where one of many findings or changes is large. */
  pieces?(report: Report, options: RenderOptions): Iterable<string>
  /** It shows the lines that a finding is about and what mends it; a report holds them only for such formats. */
  showsDetails?: true
  /** What the format says of a run that could not do its job; absent where it has no words for that. */
  renderError?(error: unknown): string
}
