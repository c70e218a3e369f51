import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Language, Parser } from 'web-tree-sitter'

let parser: Promise<Parser> | undefined

/** The parser of HCL; its two programs are read once, and only when somebody asks. */
export function hclParser(): Promise<Parser> {
  parser ??= create()
  return parser
}

async function create(): Promise<Parser> {
  await Parser.init({ wasmBinary: program('web-tree-sitter', 'web-tree-sitter.wasm') })
  const created = new Parser()
  created.setLanguage(await Language.load(program('@tree-sitter-grammars/tree-sitter-hcl', 'tree-sitter-hcl.wasm')))
  return created
}

/** Beside the bundle, or beside the folder of its chunks; in a checkout from the package. */
function program(packageName: string, file: string): Uint8Array<ArrayBuffer> {
  const beside = ['./', '../'].map((folder) => fileURLToPath(new URL(folder + file, import.meta.url)))
  const found = beside.find((path) => existsSync(path))
  return new Uint8Array(readFileSync(found ?? createRequire(import.meta.url).resolve(`${packageName}/${file}`)))
}
