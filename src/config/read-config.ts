import { extname } from 'node:path'
import { GuardError } from '../model/errors.ts'
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
    // The schema takes a while to load, and many a run has no config.
    const { checkConfig } = await import('./check-config.ts')
    return { ...source, value: checkConfig(source, value, problems) }
  }
  const { parseConfig } = await import('./parse-config.ts')
  return parseConfig(at, text, { json: path.toLowerCase().endsWith('.json') }, problems)
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
