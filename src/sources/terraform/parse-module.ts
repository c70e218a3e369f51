import type { Hcl } from '../../document/hcl/parse.ts'
import type { HclFile } from '../../document/hcl/syntax.ts'
import { readJsonSyntax, readJsonValues } from './json-syntax.ts'
import { joinModule, type Module, type ModuleFile } from './module.ts'
import type { ModuleTexts } from './module-files.ts'

/** Reads the files of a folder as one module; `given` are further files of values, which count more. */
export function parseModule({ folder, files, values }: ModuleTexts, hcl: Hcl, given: readonly HclFile[]): Module {
  const readFiles = (): ModuleFile[] =>
    files.map(({ file, text, isOverride }) => ({
      ...(file.endsWith('.json') ? readJsonSyntax(hcl, file, text) : hcl.parse(file, text)),
      file,
      isOverride,
    }))
  const readValues = (): HclFile[] => [...values.map(({ file, text }) => parseValues(hcl, file, text)), ...given]
  return {
    ...joinModule(folder, readFiles(), readValues()),
    readAgain: () => ({ files: readFiles(), values: readValues() }),
  }
}

export function parseValues(hcl: Hcl, file: string, text: string): HclFile {
  return file.endsWith('.json') ? readJsonValues(hcl, file, text) : hcl.parse(file, text)
}
