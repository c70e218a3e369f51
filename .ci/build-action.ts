// Bundles the Action into dist/action, which is committed: what a runner gets is the tagged tree, without an install.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { build, type Metafile } from 'esbuild'

const root = new URL('..', import.meta.url)
const out = new URL('dist/action/', root)
await rm(out, { recursive: true, force: true })
const { metafile } = await build({
  absWorkingDir: root.pathname,
  entryPoints: { main: 'src/action/main.ts' },
  outdir: 'dist/action',
  bundle: true,
  splitting: true,
  minify: true,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // The SDK's ES modules split and shrink better than the CommonJS that its `main` names.
  mainFields: ['module', 'main'],
  // CommonJS dependencies call require() for Node's own modules.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  legalComments: 'none',
  logLevel: 'warning',
})
await writeFile(new URL('package.json', out), '{ "type": "module" }\n')
await writeFile(new URL('LICENSES.txt', out), await licenses(metafile))

/** The licence text of every package that has code in the bundle. */
async function licenses({ inputs }: Metafile): Promise<string> {
  const folders = new Set(
    Object.keys(inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []),
  )
  const texts = await Promise.all([...folders].sort().map((folder) => license(new URL(`${folder}/`, root))))
  return `${texts.join(`\n${'-'.repeat(78)}\n\n`)}`
}

async function license(folder: URL): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'))
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file ? await readFile(new URL(file, folder), 'utf8') : `Licence: ${license}\n`
  return `${name} ${version} (${license})\n\n${text.trim()}\n`
}
