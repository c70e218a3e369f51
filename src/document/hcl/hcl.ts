import type { Block, Expression, HclFile, HclSpan } from './syntax.ts'

/** What reads HCL; what it is made of stays behind it. */
export interface Hcl {
  /**
   * Reads a file in Terraform's own syntax. Of blocks that are not to be read `now` an argument's value is read when it is
   * asked for.
   */
  parse(file: string, text: string, isNow?: (block: Pick<Block, 'type' | 'labels'>) => boolean): HclFile
  /** Reads the template that a string of the JSON syntax is; all of it stands at the string. */
  template(text: string, span: HclSpan): Expression
}

/** Its parser is WebAssembly, in two files: the engine, and the grammar of HCL. */
export type Program = 'web-tree-sitter.wasm' | 'tree-sitter-hcl.wasm'
