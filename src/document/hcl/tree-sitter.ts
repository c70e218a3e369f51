import { Language, Parser } from 'web-tree-sitter'
import type { Program } from './hcl.ts'

/** The parser of HCL; `program` reads its files, from wherever they are. */
export async function createParser(program: (name: Program) => Promise<Uint8Array<ArrayBuffer>>): Promise<Parser> {
  await Parser.init({ wasmBinary: await program('web-tree-sitter.wasm') })
  const created = new Parser()
  created.setLanguage(await Language.load(await program('tree-sitter-hcl.wasm')))
  return created
}
