import { isAbsolute, relative, resolve } from 'node:path'
import { toPosix } from '../files/posix-path.ts'
import { GuardError } from '../model/errors.ts'
import { closestName, list } from '../text/closest-name.ts'
import type { ConfigSource } from './config-source.ts'
import { type ConfigTree, workingTree } from './config-tree.ts'
import { extended, type Layer, presetLayer } from './layer.ts'
import { presets } from './presets.ts'
import type { Problems } from './problems.ts'
import { isData, readConfig } from './read-config.ts'
import { resolvePackage } from './resolve-package.ts'

export interface LayerContext {
  root: string
  tree: ConfigTree
  /** No code of the checkout runs: no config or plugin that is code, unless it is of a revision, and no package. */
  safe: boolean
  problems: Problems
}

/** A file that is named relative to the one that names it, or absolutely; anything else is a package. */
export const isPath = (name: string): boolean => /^\.{1,2}(?:\/|\\|$)/.test(name) || isAbsolute(name)

/**
 * A config, read from a file or given, and all it extends, in order of precedence, each file once.
 * @throws {GuardError} `Config` when files extend one another in a circle
 */
export async function readLayers(top: string | ConfigSource, context: LayerContext): Promise<Layer[]> {
  const layers: Layer[] = []
  if (typeof top === 'string') await collect({ path: top }, context, [], layers)
  else await add(top, context, [], layers)
  return layers
}

type Named = Pick<ConfigSource, 'path' | 'isInstalled'>

async function collect(
  { path, isInstalled }: Named,
  context: LayerContext,
  above: ConfigSource[],
  layers: Layer[],
): Promise<void> {
  const from = above.findIndex((source) => source.path === path)
  if (from !== -1) {
    const files = [...above.slice(from), above[from]].map((source) => source?.file)
    throw new GuardError('Config', `extends goes in a circle: ${files.join(' → ')}.`, {
      hint: 'Remove one of these extends.',
    })
  }
  if (layers.some(({ source }) => source?.path === path)) return
  if (!isData(path)) refuseCode(toPosix(relative(context.root, path)), context)
  const read = await readConfig(path, context.root, isInstalled ? workingTree : context.tree, context.problems)
  if (!read) return
  await add(isInstalled ? { ...read, isInstalled } : read, context, above, layers)
}

async function add(source: ConfigSource, context: LayerContext, above: ConfigSource[], layers: Layer[]): Promise<void> {
  const isTop = above.length === 0
  for (const [at, name] of extended(source.value, isTop).entries()) {
    if (Object.hasOwn(presets, name)) layers.push(presetLayer(name as keyof typeof presets))
    else {
      const next = resolveExtends(name, at, source, context)
      if (next !== undefined) await collect(next, context, [...above, source], layers)
    }
  }
  layers.push({ origin: source.file, value: source.value, source })
}

function resolveExtends(name: string, at: number, source: ConfigSource, context: LayerContext): Named | undefined {
  const { problems } = context
  const path = Array.isArray(source.value.extends) ? ['extends', at] : ['extends']
  if (isPath(name)) {
    const file = resolve(source.folder, name)
    const inSame = source.isInstalled && { isInstalled: source.isInstalled }
    if (treeOf(source, context).read(file) !== undefined) return { path: file, ...inSame }
    problems.add(source, { message: `extends names ${JSON.stringify(name)}, which does not exist.`, path })
    return undefined
  }
  refusePackage(name, context)
  try {
    return { path: resolvePackage(name, source.path), isInstalled: true }
  } catch {
    const known = Object.keys(presets)
    const closest = closestName(name, known)
    const hint = closest
      ? `Did you mean ${JSON.stringify(closest)}?`
      : `Presets are ${list(known)}; a file begins with ./, a package must be installed.`
    const message = `extends names ${JSON.stringify(name)}, which is no preset and no package that can be found.`
    problems.add(source, { message, path, hint })
    return undefined
  }
}

/** Where the files are that a config names relative to itself: packages are installed, not committed. */
export function treeOf({ isInstalled }: ConfigSource, { tree }: LayerContext): ConfigTree {
  return isInstalled ? workingTree : tree
}

/** @throws {GuardError} `Refused` in safe mode, for code of the checkout */
export function refuseCode(file: string, { safe, tree }: LayerContext): void {
  if (!safe || tree.revision !== undefined) return
  throw new GuardError('Refused', `${file} is code, and --safe runs no code of the checkout.`, {
    hint: 'Take it from a revision that you trust (--config-from REF), write it as YAML, or leave --safe out.',
  })
}

/** @throws {GuardError} `Refused` in safe mode: a package is code of the checkout, wherever its name comes from */
export function refusePackage(name: string, { safe }: LayerContext): void {
  if (!safe) return
  throw new GuardError('Refused', `The package ${name} is code, and --safe runs no code of the checkout.`, {
    hint: 'Keep the rules in a file of the repository and take it from a revision: --config-from REF.',
  })
}
