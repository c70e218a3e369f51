import { writeFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild'

interface Split {
  entry: string
  /** Of what is imported dynamically the modules that belong into the first script all the same. */
  atOnce: RegExp
  /** Where the scripts go. */
  first: string
  second: string
}

type Options = BuildOptions & { absWorkingDir: string; plugins: Plugin[] }

/**
 * Bundles an entry as two scripts: what each run of it needs, and the rest, for when something of that is first imported.
 * The bundler itself splits ES modules alone, and only of a script can the compiled code be kept. No module of ours is in
 * both: `part` gives each script what the other exports.
 */
export async function splitScript({ entry, atOnce, first, second }: Split, options: Options): Promise<Metafile[]> {
  const { metafile } = await build({ ...options, entryPoints: [entry], outdir: 'dist', write: false, metafile: true })
  const { inside, later } = sides(entry, atOnce, metafile)

  const fromFirst = (path: string, name: string): string =>
    `part('${basename(first)}').shared["${inside.indexOf(path)}.${name}"]`
  const loaders = later.map((path) => `${JSON.stringify(path)}: () => require('./${path}')`)
  const rest = await buildScript(`module.exports = { ${loaders} }`, second, {
    ...options,
    plugins: [instead(await exportsOf(inside, options), fromFirst, options), ...options.plugins],
  })
  // What the second takes by number and name, the first is told to give.
  const taken = new Map(
    [...rest.text.matchAll(/\.shared\["((\d+)\.([\w$]+))"\]/g)].map(([, key, at, name]) => [
      key,
      { at: Number(at), name },
    ]),
  )
  const imports = [...taken.values()].map(
    ({ at, name }) => `import { ${name} as from${at}${name} } from './${inside[at]}'`,
  )
  const members = [...taken].map(([key, { at, name }]) => `${JSON.stringify(key)}: from${at}${name}`)
  const contents = [`export * from './${entry}'`, ...imports, `export const shared = { ${members} }`].join('\n')
  const fromSecond = (path: string, name: string): string =>
    `part('${basename(second)}')[${JSON.stringify(path)}]().${name}`
  const start = await buildScript(contents, first, {
    ...options,
    plugins: [instead(await exportsOf(later, options), fromSecond, options), ...options.plugins],
  })
  return [start.metafile, rest.metafile]
}

/** Modules that the entry needs, and those that modules among these import on demand. What plugins make is in neither. */
function sides(entry: string, atOnce: RegExp, { inputs }: Metafile): { inside: string[]; later: string[] } {
  const inside = new Set([entry])
  const later = new Set<string>()
  for (const from of inside) {
    for (const { path, kind } of inputs[from]?.imports ?? []) {
      if (inputs[path]?.format !== 'esm' || path.includes(':')) continue
      if (kind === 'dynamic-import' && !atOnce.test(path)) later.add(path)
      else inside.add(path)
    }
  }
  return { inside: [...inside], later: [...later].filter((path) => !inside.has(path)) }
}

/** The names that modules export, by path. */
async function exportsOf(
  paths: readonly string[],
  { absWorkingDir }: Options,
): Promise<Map<string, readonly string[]>> {
  const { metafile } = await build({
    absWorkingDir,
    entryPoints: [...paths],
    outdir: 'dist',
    format: 'esm',
    write: false,
    metafile: true,
  })
  return new Map(Object.values(metafile.outputs).map(({ entryPoint = '', exports }) => [entryPoint, exports]))
}

/** In the place of each of these modules, one that takes what it exports from elsewhere. */
function instead(
  exported: ReadonlyMap<string, readonly string[]>,
  expression: (path: string, name: string) => string,
  { absWorkingDir }: Options,
): Plugin {
  return {
    name: 'instead',
    setup: ({ onLoad }) =>
      onLoad({ filter: /./, namespace: 'file' }, ({ path: absolute }) => {
        const path = relative(absWorkingDir, absolute)
        const lines = exported.get(path)?.map((name) => {
          const value = `/* @__PURE__ */ (() => ${expression(path, name)})()`
          return name === 'default' ? `export default ${value}` : `export const ${name} = ${value}`
        })
        return lines && { contents: lines.join('\n') }
      }),
  }
}

/** A script is a function of `importMeta`, of the `module` that takes its exports, and of `part`. */
export async function buildScript(
  contents: string,
  outfile: string,
  options: Options,
): Promise<{ text: string; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    ...options,
    stdin: { contents, resolveDir: options.absWorkingDir },
    outfile,
    format: 'cjs',
    banner: { js: `(function (importMeta, module, part) {` },
    footer: { js: '})' },
    define: { 'import.meta': 'importMeta' },
    write: false,
    metafile: true,
  })
  const text = outputFiles[0]?.text ?? ''
  // It is read as Latin, which is faster than UTF-8; the bundler escapes all but what stands in a pattern.
  const odd = /.{0,30}[^\0-\x7f].{0,30}/.exec(text)?.[0]
  if (odd !== undefined) throw new Error(`${outfile} is not ASCII: ${odd}. Write the character as an escape.`)
  await writeFile(join(options.absWorkingDir, outfile), text)
  return { text, metafile }
}
