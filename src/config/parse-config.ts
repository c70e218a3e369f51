import { rangeOf } from '../document/position.ts'
import type { ComposeOptions } from '../document/yaml/compose.ts'
import { parse } from '../document/yaml/parse.ts'
import { toJson } from '../document/yaml/to-json.ts'
import { checkConfig } from './check-config.ts'
import type { ConfigSource } from './config-source.ts'
import type { Problems } from './problems.ts'

/** The config that a text is; undefined when it is broken, which `problems` then says. */
export function parseConfig(
  at: Pick<ConfigSource, 'path' | 'file' | 'folder'>,
  text: string,
  syntax: ComposeOptions,
  problems: Problems,
): ConfigSource | undefined {
  const { documents, problems: broken } = parse(text, syntax)
  for (const { message, start, end } of broken) {
    const { line, column } = rangeOf(text, start, end)
    problems.details.push({ message, file: at.file, line, column })
  }
  if (documents.length > 1) {
    const { line, column } = rangeOf(text, documents[1]?.start ?? 0, 0)
    problems.details.push({ message: 'A second document; a config is one.', file: at.file, line, column })
  }
  if (broken.length > 0 || documents.length > 1) return undefined
  const node = documents[0]
  // An empty file is a config that says nothing.
  const value = node === undefined ? {} : (toJson(node) ?? {})
  const source = { ...at, text, ...(node && { node }) }
  return { ...source, value: checkConfig(source, value, problems) }
}
