import type { Hcl } from '../../document/hcl/parse.ts'
import type { HclFile } from '../../document/hcl/syntax.ts'
import { readJsonSyntax, readJsonValues } from './json-syntax.ts'
import { joinModule, type Module } from './module.ts'
import type { ModuleTexts } from './module-files.ts'

/** Reads the files of a folder as one module; `given` are further files of values, which count more. */
export function parseModule({ folder, files, values }: ModuleTexts, hcl: Hcl, given: readonly HclFile[]): Module {
  return joinModule(
    folder,
    files.map(({ file, text, isOverride }) => ({
      ...(file.endsWith('.json') ? readJsonSyntax(hcl, file, text) : hcl.parse(file, text)),
      file,
      isOverride,
    })),
    [...values.map(({ file, text }) => parseValues(hcl, file, text)), ...given],
  )
}

export function parseValues(hcl: Hcl, file: string, text: string): HclFile {
  return file.endsWith('.json') ? readJsonValues(hcl, file, text) : hcl.parse(file, text)
}
