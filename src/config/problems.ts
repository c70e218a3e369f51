import { type ErrorDetail, GuardError } from '../model/errors.ts'
import type { Path } from '../model/json.ts'
import { type ConfigSource, placeIn, writtenPath } from './config-source.ts'

export interface Problem {
  message: string
  path: Path
  /** The key is to blame, not its value. */
  atKey?: boolean
  hint?: string
}

/** Collects what is wrong with a config and the files it extends, to report all of it at once. */
export class Problems {
  readonly details: ErrorDetail[] = []

  add(
    source: Pick<ConfigSource, 'file' | 'text' | 'node'> & { value?: ConfigSource['value'] },
    { message, path, atKey, hint }: Problem,
  ): void {
    const place = placeIn(source, writtenPath(source.value, path), atKey ? 'key' : 'value')
    this.details.push({
      message,
      file: source.file,
      ...(place && { line: place.line, column: place.column }),
      ...(hint !== undefined && { hint }),
    })
  }

  /** @throws {GuardError} `Config` when there is any */
  throwIfAny(): void {
    const details = this.details.toSorted(byPlace)
    const [first, ...others] = details
    if (!first) return
    const message = others.length === 0 ? `${first.file} has a mistake.` : `The config has ${details.length} mistakes.`
    throw new GuardError('Config', message, {
      details,
      hint: '`ibguard schema config` prints what a config can hold.',
    })
  }
}

function byPlace(a: ErrorDetail, b: ErrorDetail): number {
  return (
    (a.file ?? '').localeCompare(b.file ?? '', 'en') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0)
  )
}
