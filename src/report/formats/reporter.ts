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

/** Text of a report. Pure: what came from a spec or from AWS is escaped for the format. */
export type Reporter = (report: Report, options: RenderOptions) => string

export const formats = ['stylish', 'json', 'sarif', 'junit', 'github', 'markdown'] as const
export type Format = (typeof formats)[number]
