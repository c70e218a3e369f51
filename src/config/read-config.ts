import { extname } from 'node:path'
import { rangeOf } from '../document/position.ts'
import { parse } from '../document/yaml/parse.ts'
import { toJson } from '../document/yaml/to-json.ts'
import { GuardError } from '../model/errors.ts'
import { checkConfig } from './check-config.ts'
import { type ConfigSource, sourceAt } from './config-source.ts'
import type { ConfigTree } from './config-tree.ts'
import type { Problems } from './problems.ts'

/** Whether a config of that name is data; the others are code, which runs when it is read. */
export function isData(path: string): boolean {
  return ['.yaml', '.yml', '.json'].includes(extname(path).toLowerCase())
}

/**
 * Reads one config file; undefined when it is broken, which `problems` then says.
 * @throws {GuardError} `NotFound` when there is no such file
 */
export async function readConfig(
  path: string,
  root: string,
  tree: ConfigTree,
  problems: Problems,
): Promise<ConfigSource | undefined> {
  const at = sourceAt(path, root)
  const text = tree.read(path)
  if (text === undefined) {
    const where = tree.revision === undefined ? '' : ` in ${tree.revision}`
    throw new GuardError('NotFound', `The config ${at.file} does not exist${where}.`, {
      hint: 'Correct --config, or leave it out to have the config looked for.',
    })
  }
  if (!isData(path)) {
    const source = { ...at, text }
    const value = await runConfig(path, at.file, tree)
    return { ...source, value: checkConfig(source, value, problems) }
  }
  const { documents, problems: broken } = parse(text, { json: path.toLowerCase().endsWith('.json') })
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

async function runConfig(path: string, file: string, tree: ConfigTree): Promise<unknown> {
  let value: unknown
  try {
    value = await tree.importFile(path)
  } catch (cause) {
    if (cause instanceof GuardError) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new GuardError('Config', `${file} cannot be loaded: ${why}`, { cause })
  }
  if (value === undefined) {
    throw new GuardError('Config', `${file} has no default export.`, {
      hint: "Write: import { defineConfig } from 'imagebuilder-guard'; export default defineConfig({ … })",
    })
  }
  return value
}
