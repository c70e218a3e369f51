import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Hcl, Program } from './hcl.ts'

let hcl: Promise<Hcl> | undefined

/** Loads the parser of HCL, which few runs need: once, and only when somebody asks. */
export function loadHcl(): Promise<Hcl> {
  hcl ??= load()
  return hcl
}

async function load(): Promise<Hcl> {
  const [{ createHcl }, { createParser }] = await Promise.all([import('./parse.ts'), import('./tree-sitter.ts')])
  return createHcl(await createParser(async (name) => new Uint8Array(readFileSync(pathOf(name)))))
}

const packages: Record<Program, string> = {
  'web-tree-sitter.wasm': 'web-tree-sitter',
  'tree-sitter-hcl.wasm': '@tree-sitter-grammars/tree-sitter-hcl',
}

/** Beside the bundle, or beside the folder of its chunks; in a checkout from the package. */
function pathOf(name: Program): string {
  const beside = ['./', '../'].map((folder) => fileURLToPath(new URL(folder + name, import.meta.url)))
  return beside.find((path) => existsSync(path)) ?? createRequire(import.meta.url).resolve(`${packages[name]}/${name}`)
}
