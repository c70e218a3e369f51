import { readdir, readFile } from 'node:fs/promises'
import type { Metafile } from 'esbuild'
import { programPackages } from './hcl-programs.ts'

/** The licence text of every package that has code in a bundle, or a program beside it. */
export async function licenses({ inputs }: Metafile, root: URL): Promise<string> {
  const folders = new Set([
    ...Object.keys(inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []),
    ...programPackages,
  ])
  const texts = await Promise.all([...folders].sort().map((folder) => license(new URL(`${folder}/`, root))))
  return `${texts.join(`\n${'-'.repeat(78)}\n\n`)}`
}

async function license(folder: URL): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'))
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file ? await readFile(new URL(file, folder), 'utf8') : `Licence: ${license}\n`
  return `${name} ${version} (${license})\n\n${text.trim()}\n`
}
