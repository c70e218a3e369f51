import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** The parser of HCL is WebAssembly: two files that `src/document/hcl/load-hcl.ts` looks for beside the bundle. */
const programs = [
  ['web-tree-sitter', 'web-tree-sitter.wasm'],
  ['@tree-sitter-grammars/tree-sitter-hcl', 'tree-sitter-hcl.wasm'],
] as const

/** Packages of which no code is in a bundle but a program beside it. */
export const programPackages: string[] = programs.map(([name]) => `node_modules/${name}`)

export async function copyPrograms(out: URL): Promise<void> {
  const { resolve } = createRequire(import.meta.url)
  for (const [name, file] of programs) await writeFile(new URL(file, out), await readFile(resolve(`${name}/${file}`)))
}
