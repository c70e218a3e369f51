import { isBuiltin, type LoadHookSync, type ResolveHookSync, registerHooks } from 'node:module'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { defineRule } from '../lint/define-rule.ts'
import { GuardError } from '../model/errors.ts'
import { defineConfig } from './define-config.ts'

/** Files that modules can come from without being on disk. */
export interface ModuleFiles {
  commit: string
  /** Path relative to the repository's root, with `/`. */
  read(path: string): Buffer | undefined
}

interface Origin {
  root: string
  /** Packages and files outside the revision are refused. */
  safe: boolean
}

const toolUrl = 'ibguard:tool'
const revisionUrl = 'revision://'

/** What configs and plugins get for `imagebuilder-guard`: the running tool, whichever copy is installed beside them. */
const toolExports = { defineRule, defineConfig, GuardError }
const shelf = Symbol.for('imagebuilder-guard')
const toolSource = `export const { ${Object.keys(toolExports).join(', ')} } = globalThis[Symbol.for('imagebuilder-guard')]`

/** By host of their URLs. */
const revisions = new Map<string, ModuleFiles & Origin>()

/** Default export of a module, with `imagebuilder-guard` inside it being the running tool. */
export async function importModule(url: string): Promise<unknown> {
  hook()
  const module: { default?: unknown } = await import(url)
  return module.default
}

/** Default export of a module of a revision; what it imports by relative path comes from there as well. */
export function importFrom(files: ModuleFiles, path: string, origin: Origin): Promise<unknown> {
  const host = `${files.commit}${origin.safe ? '-safe' : ''}`
  revisions.set(host, { ...origin, commit: files.commit, read: files.read })
  return importModule(`${revisionUrl}${host}/${encodeURI(path)}`)
}

let isHooked = false

function hook(): void {
  if (isHooked) return
  isHooked = true
  ;(globalThis as Record<symbol, unknown>)[shelf] = toolExports
  registerHooks({ resolve, load })
}

const resolve: ResolveHookSync = (specifier, context, next) => {
  if (specifier === 'imagebuilder-guard') return { url: toolUrl, shortCircuit: true }
  if (specifier.startsWith(revisionUrl)) return { url: specifier, shortCircuit: true }
  if (!context.parentURL?.startsWith(revisionUrl) || isBuiltin(specifier)) return next(specifier, context)
  if (/^\.{1,2}\//.test(specifier)) return { url: new URL(specifier, context.parentURL).href, shortCircuit: true }
  const { files, path } = lookUp(context.parentURL)
  if (files.safe) {
    throw new GuardError('Refused', `${path} imports ${JSON.stringify(specifier)}, which --safe does not let run.`, {
      hint: 'A plugin may import imagebuilder-guard, Node itself and files of its own revision.',
    })
  }
  return next(specifier, { ...context, parentURL: pathToFileURL(join(files.root, path)).href })
}

const load: LoadHookSync = (url, context, next) => {
  if (url === toolUrl) return { format: 'module', source: toolSource, shortCircuit: true }
  if (!url.startsWith(revisionUrl)) return next(url, context)
  const { files, path } = lookUp(url)
  const source = files.read(path)
  if (source === undefined) throw new GuardError('Config', `${path} does not exist in ${files.commit}.`)
  return { format: formats[extname(path)] ?? 'module', source, shortCircuit: true }
}

const formats: Record<string, string> = { '.ts': 'module-typescript', '.mts': 'module-typescript', '.json': 'json' }

function lookUp(url: string): { files: ModuleFiles & Origin; path: string } {
  const { host, pathname } = new URL(url)
  return { files: revisions.get(host) as ModuleFiles & Origin, path: decodeURI(pathname.slice(1)) }
}
