import type { Finding, Severity } from '../model.ts'
import { visible, withoutCommands } from '../text/visible.ts'

export interface Annotation {
  severity: Severity
  message: string
  title?: string
  place?: Pick<Finding, 'file' | 'line' | 'column' | 'endLine' | 'endColumn'>
}

/** A runner keeps no more of a severity and step. */
const most = 10
/** A runner cuts messages at 4,096 characters. */
const longest = 3_900

/** At most ten workflow commands of a severity; the last says how many more there are. */
export function annotationCommands(annotations: readonly Annotation[]): string {
  const commands = { error: 'error', warning: 'warning', note: 'notice' } as const
  const lines = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const all = annotations.filter((annotation) => annotation.severity === severity)
    return all.slice(0, most).map(({ message, title, place }, at) => {
      const more =
        at === most - 1 && all.length > most
          ? ` (and ${all.length - most} more of this severity, see the job summary)`
          : ''
      const properties = {
        ...(place && { file: place.file, line: place.line, endLine: place.endLine, col: place.column }),
        ...(place && place.line === place.endLine && { endColumn: place.endColumn }),
        ...(title !== undefined && { title }),
      }
      const list = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`)
      return `::${commands[severity]} ${list.join(',')}::${data(`${message.slice(0, longest)}${more}`)}`
    })
  })
  return lines.map((line) => `${line}\n`).join('')
}

function data(text: string): string {
  return withoutCommands(visible(text)).replaceAll('%', '%25')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/** A line for the log in which nothing is a workflow command. */
export function logLine(text: string): string {
  return `${withoutCommands(text.split('\n').map(visible).join('\n'))}\n`
}
