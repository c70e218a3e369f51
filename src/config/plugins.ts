import { createRequire } from 'node:module'
import { extname, relative, resolve } from 'node:path'
import { GuardError } from '../errors.ts'
import { toPosix } from '../files/posix-path.ts'
import type { Rule } from '../rule/rule.ts'
import type { ConfigSource } from './config-source.ts'
import { workingTree } from './config-tree.ts'
import { isPath, type Layer, type LayerContext, refuseCode, refusePackage } from './layers.ts'

export interface Plugin {
  /** Relative to the repository's root, or the package's name. */
  origin: string
  rules: Rule[]
}

/** The rules of every plugin that the layers name, each plugin once. */
export async function loadPlugins(layers: readonly Layer[], context: LayerContext): Promise<Plugin[]> {
  const plugins = new Map<string, Plugin>()
  for (const { value, source } of layers) {
    if (!source) continue
    for (const [at, name] of (value.plugins ?? []).entries()) {
      const path = locatePlugin(name, at, source, context)
      if (path === undefined || plugins.has(path)) continue
      const origin = isPath(name) ? toPosix(relative(context.root, path)) : name
      plugins.set(path, { origin, rules: await importRules(path, origin, isPath(name), context) })
    }
  }
  return [...plugins.values()]
}

function locatePlugin(name: string, at: number, source: ConfigSource, context: LayerContext): string | undefined {
  const { mistakes, tree } = context
  const path = ['plugins', at]
  if (isPath(name)) {
    refuseCode(name, context)
    const file = resolve(source.folder, name)
    if (tree.read(file) !== undefined) return file
    mistakes.add(source, { message: `The plugin ${JSON.stringify(name)} does not exist.`, path })
    return undefined
  }
  refusePackage(name, context)
  try {
    return createRequire(source.path).resolve(name)
  } catch {
    const looksLikeFile = extname(name) !== ''
    const hint = looksLikeFile ? `Write ./${name} for a file.` : `Install it: npm install --save-dev ${name}`
    mistakes.add(source, { message: `The plugin package ${JSON.stringify(name)} cannot be found.`, path, hint })
    return undefined
  }
}

async function importRules(path: string, origin: string, isFile: boolean, { tree }: LayerContext): Promise<Rule[]> {
  let exported: unknown
  try {
    // Packages are installed, not committed.
    exported = await (isFile ? tree : workingTree).importFile(path)
  } catch (cause) {
    if (cause instanceof GuardError && cause.code === 'Refused') throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new GuardError('Config', `The plugin ${origin} cannot be loaded: ${why}`, { cause })
  }
  const rules = [exported].flat()
  const wrong = rules.findIndex((rule) => !isRule(rule))
  if (rules.length > 0 && wrong === -1) return rules as Rule[]
  const what = rules.length > 1 ? `whose item ${wrong} is no rule` : 'that is no rule'
  throw new GuardError('Config', `The plugin ${origin} has a default export ${what}.`, {
    hint: "Export a rule or a list of rules: import { defineRule } from 'imagebuilder-guard'; export default defineRule({ … })",
  })
}

function isRule(value: unknown): value is Rule {
  if (typeof value !== 'object' || value === null) return false
  const { id, messages, severity } = value as Partial<Rule>
  return (
    typeof id === 'string' &&
    typeof messages === 'object' &&
    messages !== null &&
    (severity === 'error' || severity === 'warning' || severity === 'note')
  )
}
