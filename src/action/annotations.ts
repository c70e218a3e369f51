import type { Annotation } from '../report/formats/annotations.ts'
import { visible, withoutCommands } from '../text/visible.ts'
import type { Toolkit } from './toolkit.ts'

/** A runner keeps no more of a severity and step. */
const most = 10
/** A runner cuts messages at 4,096 characters. */
const longest = 3_900

/** Annotates at most ten of a severity, the worst first; the last says how many more there are. */
export function annotate(toolkit: Toolkit, annotations: readonly Annotation[]): void {
  const write = { error: toolkit.error, warning: toolkit.warning, note: toolkit.notice }
  for (const severity of ['error', 'warning', 'note'] as const) {
    const all = annotations.filter((annotation) => annotation.severity === severity)
    for (const [at, { message, title, place }] of all.slice(0, most).entries()) {
      const isLast = at === most - 1 && all.length > most
      const more = isLast ? ` (and ${all.length - most} more of this severity, see the job summary)` : ''
      // The toolkit escapes what ends a command; that nothing else is one, and that each is one line, is ours to see to.
      write[severity](`${harmless(message).slice(0, longest)}${more}`, {
        ...(title !== undefined && { title: harmless(title) }),
        ...(place && {
          file: harmless(place.file),
          startLine: place.line,
          endLine: place.endLine,
          startColumn: place.column,
        }),
        // A runner takes columns for one line only.
        ...(place && place.line === place.endLine && { endColumn: place.endColumn }),
      })
    }
  }
}

/** One line, in which nothing is a workflow command. */
export function harmless(text: string): string {
  return withoutCommands(visible(text))
}
