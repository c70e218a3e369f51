import type { Hcl } from '../../document/hcl/hcl.ts'
import { referencesIn } from '../../document/hcl/references.ts'
import type { Block } from '../../document/hcl/syntax.ts'
import { join } from '../../files/posix-path.ts'
import { isObject, type Json, type JsonObject } from '../../model/json.ts'
import { resourceType } from '../../resource/resource-type.ts'
import type { Via } from '../resource/value.ts'
import type { SourceContext } from '../source.ts'
import type { Module } from '../terraform/module.ts'
import { folderOf, ModuleFolders } from '../terraform/module-files.ts'
import { parseModule } from '../terraform/parse-module.ts'
import type { ModuleConfig, PlannedResource } from './plan-format.ts'

interface Found {
  module: Module
  block: Block
  /** The calls that lead to the module, outermost last. */
  callers: Via[]
}

/** Finds the sources of what is planned: the module's folder by its path, then the block by its name. */
export class PlanSources {
  readonly #root: ModuleConfig
  readonly #folder: string
  readonly #folders: ModuleFolders
  readonly #hcl: Hcl
  readonly #modules = new Map<string, Module>()
  readonly #installed: ReadonlyMap<string, string>

  /** `folder`: of the root module, relative to the repository's root; one outside of it has no sources. */
  constructor(root: ModuleConfig, folder: string, context: SourceContext, hcl: Hcl) {
    this.#root = root
    this.#folder = folder
    this.#folders = new ModuleFolders([], context)
    this.#hcl = hcl
    this.#installed = installedModules(context.read(join(context.root, folder, '.terraform/modules/modules.json')))
  }

  find({ modules, name }: PlannedResource): Found | undefined {
    const found = this.#moduleAt(modules)
    const block = found?.module.resources.find(
      ({ labels }) => labels[0] === resourceType.terraform && labels[1] === name,
    )
    return found && block && { ...found, block }
  }

  /** What a local refers to, `local.arns.web` say: plans do not have them. */
  referencesOfLocal(modules: readonly string[], reference: string): string[] {
    const [, name = '', ...steps] = reference.replaceAll(/\["?([^\]"]*)"?\]/g, '.$1').split('.')
    let value = this.#moduleAt(modules)?.module.locals.get(name)?.value
    for (const step of steps) {
      if (value?.kind !== 'object') break
      const item = value.items.find(({ key }) => key.kind === 'literal' && String(key.value) === step)
      if (!item) break
      value = item.value
    }
    if (!value) return []
    return referencesIn(value).map(({ root, steps: path }) =>
      [root, ...path.filter((step) => step !== undefined)].join('.'),
    )
  }

  #moduleAt(modules: readonly string[]): Omit<Found, 'block'> | undefined {
    const callers: Via[] = []
    let config: ModuleConfig | undefined = this.#root
    let folder: string | undefined = this.#folder
    for (const [depth, call] of modules.entries()) {
      if (folder === undefined || folder.startsWith('..')) return undefined
      const block = this.#open(folder).calls.get(call)
      if (block) callers.unshift({ message: `Module ${call} is called here.`, span: block.header })
      const source: string | undefined = config?.calls.get(call)?.source
      const installed = this.#installed.get(modules.slice(0, depth + 1).join('.'))
      folder =
        folderOf(folder, source ?? '') ??
        (installed === undefined ? undefined : folderOf(this.#folder, `./${installed}`))
      config = config?.calls.get(call)?.module
    }
    if (folder === undefined || folder.startsWith('..')) return undefined
    return { module: this.#open(folder), callers }
  }

  /** What the plan says of where the values of a resource come from. */
  expressionsOf({ modules, type, name }: PlannedResource): JsonObject {
    let config: ModuleConfig | undefined = this.#root
    for (const call of modules) config = config?.calls.get(call)?.module
    return config?.resources.find((each) => each.type === type && each.name === name)?.expressions ?? {}
  }

  #open(folder: string): Module {
    const module = this.#modules.get(folder) ?? parseModule(this.#folders.texts(folder), this.#hcl, [])
    this.#modules.set(folder, module)
    return module
  }
}

/** Folders of modules that Terraform has fetched, by their path of names. */
function installedModules(text: string | undefined): Map<string, string> {
  let read: Json | undefined
  try {
    read = text === undefined ? undefined : (JSON.parse(text) as Json)
  } catch {
    // Terraform's own file, which it mends itself; without it there are no such sources.
  }
  const modules = isObject(read) && Array.isArray(read.Modules) ? read.Modules : []
  return new Map(
    modules.flatMap((each): [string, string][] => {
      const { Key: key, Dir: folder } = isObject(each) ? each : {}
      return typeof key === 'string' && key !== '' && typeof folder === 'string' ? [[key, folder]] : []
    }),
  )
}
