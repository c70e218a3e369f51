import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** A variable at the top of the module, over as many lines as it takes. */
const topLevel = /^(var [\w$]+ = )(?!class )(.*(?:\n[\t)\]}].*)*);$/gm

/**
 * js-yaml makes every schema and the patterns of its writer when it is loaded, a millisecond of a small run, and does not
 * say that nobody would miss those. Told so, the bundler keeps what is used: here, the parser.
 */
export const yamlParts: Plugin = {
  name: 'yaml-parts',
  setup({ onLoad }) {
    onLoad({ filter: /\/js-yaml\/dist\/js-yaml\.mjs$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      return { contents: text.replaceAll(topLevel, '$1/* @__PURE__ */ (() => ($2))();') }
    })
  },
}
