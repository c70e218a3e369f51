/**
 * Makes src/generated: TypeScript types and compiled validators from the schemas, so that neither a schema compiler nor
 * `new Function` runs at the user's, and the script and style of the HTML report. `--check` compares instead of writing.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { Ajv, type AnySchemaObject } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { build } from 'esbuild'
import { compile } from 'json-schema-to-typescript'
import { builtinRules } from '../rules/index.ts'

const out = new URL('../src/generated/', import.meta.url)
const files = new Map<string, string>()

/** What each schema's validators are called, and the definition each checks. */
const exported: Record<string, Record<string, string>> = {
  spec: { validateSpec: '#/definitions/fields' },
  config: { validateConfig: '#' },
  report: { validateReport: '#' },
}

for (const name of Object.keys(exported)) {
  const schema: AnySchemaObject = JSON.parse(await readFile(new URL(`${name}.schema.json`, import.meta.url), 'utf8'))
  // A report's type is written by hand, as the stages make it.
  if (name !== 'report') files.set(`${name}.ts`, await types(schema))
  files.set(`validate-${name}.js`, await validators(name, schema))
  files.set(`validate-${name}.d.ts`, declarations(name))
}

files.set('validate-options.js', await optionValidators())
files.set('validate-options.d.ts', optionDeclaration())

files.set('html-assets.ts', await pageAssets())

async function types(schema: AnySchemaObject): Promise<string> {
  // The conditional at the root is for editors; types come from the definitions.
  const { if: _if, then: _then, else: _else, ...rest } = schema
  return compile(rest, schema.title, {
    additionalProperties: false,
    unreachableDefinitions: true,
    bannerComment: `/** Generated from schema/${schema.title === 'SpecFile' ? 'spec' : 'config'}.schema.json by \`npm run generate\`. */`,
    style: { singleQuote: true, semi: false, printWidth: 120 },
  })
}

async function validators(name: string, schema: AnySchemaObject): Promise<string> {
  const ajv = new Ajv({
    allErrors: name !== 'report',
    verbose: true,
    messages: name === 'report',
    strict: false,
    code: { source: true, esm: true },
  })
  ajv.addSchema(withoutWords(schema))
  const refs = Object.fromEntries(
    Object.entries(exported[name] ?? {}).map(([fn, pointer]) => [fn, `${schema.$id}${pointer === '#' ? '' : pointer}`]),
  )
  return `// Generated from schema/${name}.schema.json by \`npm run generate\`.\n${await bundled(withLengths(withoutUnread(standalone.default(ajv, refs))))}`
}

/** Of the options of the built-in rules, by rule. */
async function optionValidators(): Promise<string> {
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, code: { source: true, esm: true } })
  const ids = builtinRules.flatMap(({ id, options }) => {
    if (options) ajv.addSchema(options, id)
    return options ? [id] : []
  })
  const code = standalone.default(ajv, Object.fromEntries(ids.map((id, at) => [`validate${at}`, id])))
  const entries = ids.map((id, at) => `${JSON.stringify(id)}: validate${at}`)
  const own = code.replaceAll(/^export const (validate\d+) =/gm, 'const $1 =').replaceAll(/export const/g, 'const')
  return `// Generated from rules/ by \`npm run generate\`.\n${await bundled(`${own}\nexport const optionValidators = { ${entries.join(', ')} }`)}`
}

function optionDeclaration(): string {
  return `// Generated from rules/ by \`npm run generate\`.
import type { ErrorObject } from '../validation/validation-error.ts'
/** By the id of a built-in rule that has options. */
export declare const optionValidators: Readonly<
  Record<string, { (data: unknown): boolean; errors: ErrorObject[] | null } | undefined>
>
`
}

/** Even as ESM, ajv's code requires its run-time helpers by name: bundling puts them in. */
async function bundled(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'node22',
    legalComments: 'none',
  })
  return outputFiles[0]?.text ?? ''
}

/** A schema without what is for its readers: the code holds it for the words that are allowed somewhere. */
function withoutWords(schema: AnySchemaObject): AnySchemaObject {
  const text = JSON.stringify(schema, (key, value) =>
    ['title', 'description'].includes(key) && typeof value === 'string' ? undefined : value,
  )
  return JSON.parse(text)
}

/** The code without what nobody reads of an error, half of what each run would load and compile: see `ErrorObject`. */
function withoutUnread(code: string): string {
  return code
    .replaceAll(/,schemaPath:"(?:[^"\\]|\\.)*"/g, '')
    .replaceAll(/,schema:(?:"(?:[^"\\]|\\.)*"|[^,{}()]+),parentSchema:[^,{}()]+(?=,data\b)/g, '')
    .replaceAll(
      /if\(vErrors === null\)\{vErrors = \[(\w+)\];\}else \{vErrors\.push\(\1\);\}/g,
      '(vErrors ??= []).push($1);',
    )
}

/** Counting the characters of every text is a third of a validation, and its length in UTF-16 units nearly always tells. */
function withLengths(code: string): string {
  return code
    .replaceAll(/(\bfunc\d+)\((\w+)\) > (\d+)/g, '$2.length > $3 && $1($2) > $3')
    .replaceAll(/(\bfunc\d+)\((\w+)\) < (\d+)/g, '$2.length < 2 * $3 && $1($2) < $3')
}

/** What the HTML report wears and runs, as text, so that the page is made without a bundler. */
async function pageAssets(): Promise<string> {
  const folder = 'src/report/formats/html/client'
  const bundle = async (entry: string): Promise<string> => {
    const { outputFiles } = await build({
      entryPoints: [`${folder}/${entry}`],
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
      target: 'es2022',
      charset: 'ascii',
      legalComments: 'none',
    })
    return (outputFiles[0]?.text ?? '').trim()
  }
  const [script, style] = await Promise.all([bundle('script.ts'), bundle('style.css')])
  return `// Generated from ${folder} by \`npm run generate\`.\nexport const script: string = ${JSON.stringify(script)}\nexport const style: string = ${JSON.stringify(style)}\n`
}

function declarations(name: string): string {
  const functions = Object.keys(exported[name] ?? {}).map(
    (fn) => `export declare const ${fn}: { (data: unknown): boolean; errors: ErrorObject[] | null }\n`,
  )
  return `// Generated from schema/${name}.schema.json by \`npm run generate\`.\nimport type { ErrorObject } from '../validation/validation-error.ts'\n${functions.join('')}`
}

await mkdir(out, { recursive: true })
let stale = 0
for (const [name, text] of files) {
  const path = new URL(name, out)
  if (!process.argv.includes('--check')) await writeFile(path, text)
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(`src/generated/${name} is not what schema/ says. Run: npm run generate`)
    stale++
  }
}
process.exitCode = stale === 0 ? 0 : 1
