/** The library for a page, or wherever there is no Node: lint and fix of texts, by the same core. Nothing is sent. */
import type { Hcl, Program } from './document/hcl/hcl.ts'
import { createHcl } from './document/hcl/parse.ts'
import { GuardError } from './model/errors.ts'
import type { Finding } from './model/finding.ts'
import type { Report } from './model/report.ts'
import { fixTexts as fix, type LintTextsOptions, lintTexts as lint, type TextFile } from './run/lint-texts.ts'

export type { PlainConfig } from './config/plain-config.ts'
export type { Finding, SuppressedFinding } from './model/finding.ts'
export type { Report } from './model/report.ts'
export type { Beside, TextFile } from './run/lint-texts.ts'
export { GuardError }

export interface TextOptions extends Omit<LintTextsOptions, 'hcl'> {
  /**
   * Where the two programs are that read Terraform's language, asked for when the first file needs them.
   * @default beside this module
   */
  program?: ((name: Program) => string | URL) | undefined
}

/**
 * Judges texts as `ibguard lint` judges files: specs, templates, Terraform. Files in one call are of one repository; a
 * finding says what mends it.
 * @throws {GuardError} `Config`
 */
export function lintTexts(files: readonly TextFile[], options: TextOptions = {}): Promise<Report> {
  return lint(files, { ...options, hcl: () => hclFrom(options) })
}

/**
 * The texts after `ibguard lint --fix`; `only` picks the findings that are to be mended.
 * @throws {GuardError} `Config`
 */
export function fixTexts(
  files: readonly TextFile[],
  options: TextOptions & { only?: (finding: Finding) => boolean } = {},
): Promise<TextFile[]> {
  return fix(files, { ...options, hcl: () => hclFrom(options) })
}

const besides: Readonly<Record<Program, URL>> = {
  'web-tree-sitter.wasm': new URL('./web-tree-sitter.wasm', import.meta.url),
  'tree-sitter-hcl.wasm': new URL('./tree-sitter-hcl.wasm', import.meta.url),
}

let loaded: Promise<Hcl> | undefined

function hclFrom({ program = (name) => besides[name] }: TextOptions): Promise<Hcl> {
  loaded ??= load(program)
  // What could not be fetched is asked for again.
  loaded.catch(() => {
    loaded = undefined
  })
  return loaded
}

async function load(program: (name: Program) => string | URL): Promise<Hcl> {
  const { createParser } = await import('./document/hcl/tree-sitter.ts')
  return createHcl(
    await createParser(async (name) => {
      const answer = await fetch(program(name))
      if (!answer.ok) throw new GuardError('Io', `${name} cannot be loaded: the answer was ${answer.status}.`)
      return new Uint8Array(await answer.arrayBuffer())
    }),
  )
}
