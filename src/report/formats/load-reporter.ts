import type { Format, Reporter } from './reporter.ts'

const loaders: Record<Format, () => Promise<Reporter>> = {
  stylish: async () => (await import('./stylish.ts')).renderStylish,
  json: async () => (await import('./json.ts')).renderJson,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  junit: async () => (await import('./junit.ts')).renderJunit,
  github: async () => (await import('./github.ts')).renderGithub,
  markdown: async () => (await import('./markdown.ts')).renderMarkdown,
}

/** The reporter of one format, without loading the others: a small run is mostly loading. */
export function loadReporter(format: Format): Promise<Reporter> {
  return loaders[format]()
}
