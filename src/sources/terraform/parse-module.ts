import type { Hcl } from '../../document/hcl/hcl.ts'
import type { HclFile } from '../../document/hcl/syntax.ts'
import { type Flows, flowsOf } from './flows.ts'
import { readJsonSyntax, readJsonValues } from './json-syntax.ts'
import { isRead, joinModule, type Module, type ModuleFile } from './module.ts'
import type { ModuleTexts } from './module-files.ts'

/**
 * Reads the files of a folder as one module; `given` are further files of values, which count more. One that is too big
 * is a problem and nothing else.
 */
export function parseModule(texts: ModuleTexts, hcl: Hcl, given: readonly HclFile[]): Module {
  if (texts.problem !== undefined) return unread(texts, texts.problem)
  const { folder, files, values } = texts
  const read = files.map(
    ({ file, text, isOverride }): ModuleFile => ({
      ...(file.endsWith('.json') ? readJsonSyntax(hcl, file, text) : hcl.parse(file, text, isRead)),
      file,
      isOverride,
    }),
  )
  const all = [...values.map(({ file, text }) => parseValues(hcl, file, text)), ...given]
  let flows: Flows | undefined
  return {
    ...joinModule(folder, read, all),
    flows() {
      flows ??= flowsOf(read, all)
      return flows
    },
  }
}

/** One of which nothing is known but why. */
function unread({ folder, files: [first] }: ModuleTexts, message: string): Module {
  const problems = first ? [{ message, span: { ...first, start: 0, end: 1 } }] : []
  return { ...joinModule(folder, [], []), problems, flows: () => flowsOf([], []) }
}

export function parseValues(hcl: Hcl, file: string, text: string): HclFile {
  return file.endsWith('.json') ? readJsonValues(hcl, file, text) : hcl.parse(file, text)
}
