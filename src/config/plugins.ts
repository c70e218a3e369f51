import { extname, relative, resolve } from 'node:path'
import { toPosix } from '../files/posix-path.ts'
import { defineRule } from '../lint/define-rule.ts'
import type { Rule } from '../lint/rule.ts'
import { GuardError } from '../model/errors.ts'
import type { Path } from '../model/json.ts'
import { compileSchema, SchemaError } from '../validation/json-schema.ts'
import type { ConfigSource } from './config-source.ts'
import { type ConfigTree, workingTree } from './config-tree.ts'
import type { Layer } from './layer.ts'
import { isPath, type LayerContext, refuseCode, refusePackage, treeOf } from './layers.ts'
import type { Problem } from './problems.ts'
import { resolvePackage } from './resolve-package.ts'

/** Rules that a config brings in, and where it says so. */
export interface Plugin {
  /** Relative to the repository's root, or the package's name. */
  origin: string
  rules: Rule[]
  source: ConfigSource
  path: Path
}

/** The rules of every plugin that the layers name, each plugin once. */
export async function loadPlugins(layers: readonly Layer[], context: LayerContext): Promise<Plugin[]> {
  const plugins: Plugin[] = []
  const seen = new Set<string>()
  for (const { value, source } of layers) {
    if (!source) continue
    for (const [at, name] of (value.plugins ?? []).entries()) {
      const path = ['plugins', at]
      const found = locatePlugin(name, path, source, context)
      if (found === undefined || seen.has(found.file)) continue
      seen.add(found.file)
      const origin = isPath(name) ? toPosix(relative(context.root, found.file)) : name
      try {
        plugins.push({ origin, rules: await importRules(found.file, found.tree), source, path })
      } catch (error) {
        if (error instanceof GuardError && error.code === 'Refused') throw error
        context.problems.add(source, { ...whyNot(origin, error), path })
      }
    }
  }
  return plugins
}

/** Where a plugin is, and where its files are read from. */
interface Located {
  file: string
  tree: ConfigTree
}

function locatePlugin(name: string, path: Path, source: ConfigSource, context: LayerContext): Located | undefined {
  const { problems } = context
  if (isPath(name)) {
    refuseCode(name, context)
    const file = resolve(source.folder, name)
    const tree = treeOf(source, context)
    if (tree.read(file) !== undefined) return { file, tree }
    problems.add(source, { message: `The plugin ${JSON.stringify(name)} does not exist.`, path })
    return undefined
  }
  refusePackage(name, context)
  try {
    return { file: resolvePackage(name, source.path), tree: workingTree }
  } catch {
    const looksLikeFile = extname(name) !== ''
    const hint = looksLikeFile ? `Write ./${name} for a file.` : `Install it: npm install --save-dev ${name}`
    problems.add(source, { message: `The plugin package ${JSON.stringify(name)} cannot be found.`, path, hint })
    return undefined
  }
}

/** What a plugin exports is no rule, or no list of rules. */
class NoRule extends Error {}

const exportHint =
  "Export a rule or a list of rules: import { defineRule } from 'imagebuilder-guard'; export default defineRule({ … })"

async function importRules(file: string, tree: ConfigTree): Promise<Rule[]> {
  const rules = [await tree.importFile(file)].flat()
  const wrong = rules.findIndex((rule) => !isRule(rule))
  if (rules.length === 0 || wrong !== -1) {
    throw new NoRule(`has a default export ${rules.length > 1 ? `whose item ${wrong} is no rule` : 'that is no rule'}.`)
  }
  for (const rule of rules as Rule[]) {
    // One that was made without it is held to the same.
    defineRule(rule)
    if (rule.options) await compileSchema(rule.options)
  }
  return rules as Rule[]
}

function isRule(value: unknown): value is Rule {
  if (typeof value !== 'object' || value === null) return false
  const { id, messages, severity, check, checkFleet, checkChange } = value as Partial<Rule>
  return (
    typeof id === 'string' &&
    typeof messages === 'object' &&
    messages !== null &&
    (severity === 'error' || severity === 'warning' || severity === 'note') &&
    [check, checkFleet, checkChange].every((part) => part === undefined || typeof part === 'function')
  )
}

function whyNot(origin: string, error: unknown): Pick<Problem, 'message' | 'hint'> {
  const reason = error instanceof Error ? error.message : String(error)
  if (error instanceof NoRule) return { message: `The plugin ${origin} ${reason}`, hint: exportHint }
  if (error instanceof SchemaError)
    return { message: `The plugin ${origin} has a rule with a schema of options that is not accepted: ${reason}.` }
  if (error instanceof GuardError)
    return { message: `The plugin ${origin}: ${reason}`, ...(error.hint !== undefined && { hint: error.hint }) }
  return { message: `The plugin ${origin} cannot be loaded: ${reason}` }
}
