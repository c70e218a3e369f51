import { dirname, relative, resolve } from 'node:path'
import { checkoutTree } from './config-tree.ts'
import { findConfig } from './find-config.ts'
import type { Layer } from './layer.ts'
import { isPath, type LayerContext, readLayers } from './layers.ts'
import { mergeLayers } from './merge-layers.ts'
import { Problems } from './problems.ts'

/** What the config of a checkout says of files when another revision's config judges. */
export interface HeadConfig {
  folder: string
  files: string[]
  ignores: string[]
  /** Absolute paths of the config's own files, which a search leaves out. */
  own: string[]
  /** Absolute paths that the policy of the checkout is made of, there or not. */
  asked: ReadonlySet<string>
}

/**
 * Reads the config of the checkout without taking over its rules; undefined when there is none.
 * @throws {GuardError} `Config` when it is broken, `Refused` in safe mode when it is code
 */
export async function readHeadConfig(options: {
  cwd: string
  root: string
  file?: string | undefined
  safe: boolean
}): Promise<HeadConfig | undefined> {
  const { cwd, root, file, safe } = options
  const tree = checkoutTree(root, { safe: true })
  const path = file === undefined ? findConfig(cwd, root, tree) : resolve(cwd, file)
  if (path === undefined || tree.read(path) === undefined) return undefined
  const context: LayerContext = { root, tree, safe, problems: new Problems() }
  const layers = await readLayers(path, context)
  context.problems.throwIfAny()
  const folder = dirname(path)
  const { files, ignores, local } = mergeLayers(layers, folder)
  const own = [...layers.flatMap(({ source }) => source?.path ?? []), ...layers.flatMap(pluginFiles)]
  return {
    folder,
    files,
    ignores,
    own: [...own, ...(local.seed === undefined ? [] : [local.seed])],
    asked: new Set([...(tree.asked ?? []), ...own].filter((each) => !relative(root, each).startsWith('..'))),
  }
}

function pluginFiles({ value, source }: Layer): string[] {
  return source ? (value.plugins ?? []).filter(isPath).map((name) => resolve(source.folder, name)) : []
}
