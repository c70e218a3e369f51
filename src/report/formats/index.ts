/** The formats of a report: one line each. Command line, library, Action, completion and reference follow from it. */
import type { Reporter } from './reporter.ts'

type Loaded = Promise<Reporter>

const loaders = {
  stylish: (): Loaded => import('./stylish.ts'),
  json: (): Loaded => import('./json.ts'),
  sarif: (): Loaded => import('./sarif.ts'),
  junit: (): Loaded => import('./junit.ts'),
  github: (): Loaded => import('./github.ts'),
  markdown: (): Loaded => import('./markdown.ts'),
  gitlab: (): Loaded => import('./gitlab.ts'),
  rdjson: (): Loaded => import('./rdjson.ts'),
  checkstyle: (): Loaded => import('./checkstyle.ts'),
  html: (): Loaded => import('./html.ts'),
}

export type Format = keyof typeof loaders

export const formats: readonly Format[] = Object.keys(loaders) as Format[]

/** One format, without loading the others: a small run is mostly loading. */
export function loadReporter(format: Format): Promise<Reporter> {
  return loaders[format]()
}
