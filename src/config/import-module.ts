import { registerHooks } from 'node:module'
import { defineRule } from '../define-rule.ts'
import { GuardError } from '../errors.ts'
import { defineConfig } from './define-config.ts'

const toolUrl = 'ibguard:tool'
const shelf = Symbol.for('imagebuilder-guard')

/** What configs and plugins get for `imagebuilder-guard`: the running tool, whichever copy is installed beside them. */
const toolExports = { defineRule, defineConfig, GuardError }

let isHooked = false

function hook(): void {
  if (isHooked) return
  isHooked = true
  ;(globalThis as Record<symbol, unknown>)[shelf] = toolExports
  const names = Object.keys(toolExports).join(', ')
  const source = `export const { ${names} } = globalThis[Symbol.for('imagebuilder-guard')]`
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'imagebuilder-guard' ? { url: toolUrl, shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === toolUrl ? { format: 'module', source, shortCircuit: true } : next(url, context),
  })
}

/** Default export of a module, with `imagebuilder-guard` inside it being the running tool. */
export async function importModule(url: string): Promise<unknown> {
  hook()
  const module: { default?: unknown } = await import(url)
  return module.default
}
