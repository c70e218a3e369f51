import { type BuildOptions, type BuildResult, build } from 'esbuild'
import { copyPrograms } from './hcl-programs.ts'

const root = new URL('..', import.meta.url)

/**
 * Bundles the library for a page. What it needs of Terraform's language stands beside it, two programs and a chunk, and is
 * loaded when a text asks for it.
 */
export function buildBrowser(options: BuildOptions = {}): Promise<BuildResult<{ metafile: true }>> {
  return build({
    absWorkingDir: root.pathname,
    entryPoints: { browser: 'src/browser.ts' },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    chunkNames: 'browser/[name]-[hash]',
    minify: true,
    legalComments: 'none',
    format: 'esm',
    platform: 'browser',
    target: 'es2024',
    logLevel: 'warning',
    ...options,
    metafile: true,
  })
}

// By itself: for the site.
if (import.meta.main) {
  await buildBrowser()
  await copyPrograms(new URL('dist/', root))
}
