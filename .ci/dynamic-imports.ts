import type { Metafile } from 'esbuild'

/**
 * Refuses a dynamic import of CommonJS. The chunk that a bundler makes of such a module exports its default alone, so
 * that the names which Node would find are undefined, and only the bundle fails. A module of ours that names them, as
 * `src/validation/engines.ts` does, is what to import instead.
 */
export function refuseDynamicCommonJs({ inputs }: Metafile): void {
  const found = Object.entries(inputs).flatMap(([from, { imports }]) =>
    imports
      .filter(({ kind, path }) => kind === 'dynamic-import' && inputs[path]?.format === 'cjs')
      .map(
        ({ path }) => `${from} imports ${path} dynamically, which is CommonJS: name its exports in a module of ours.`,
      ),
  )
  if (found.length > 0) throw new Error(found.join('\n'))
}
