import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** Of our own package.json a bundle gets what runs ask for; all the rest would be read with each of them. */
export const manifest: Plugin = {
  name: 'manifest',
  setup: ({ initialOptions: { absWorkingDir }, onLoad }) =>
    onLoad({ filter: /\/package\.json$/ }, async ({ path }) => {
      if (path !== `${absWorkingDir}package.json`) return undefined
      const { name, version } = JSON.parse(await readFile(path, 'utf8'))
      return { contents: JSON.stringify({ name, version }), loader: 'json' }
    }),
}
