// The schema line that `ibguard init` writes, and one with the installed file, in the language server that editors run.
import { deepStrictEqual, match, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const { getLanguageService } = require('yaml-language-server')
const { TextDocument } = require('vscode-languageserver-textdocument')

const installed = new URL('node_modules/imagebuilder-guard/schema/spec.schema.json', import.meta.url)
const { $id } = JSON.parse(readFileSync(installed, 'utf8'))
const service = getLanguageService({
  // What an editor would download from the schema's address is what the package holds.
  async schemaRequestService(url) {
    ok([$id, installed.href].includes(url), `${url} is not where the schema is`)
    return readFileSync(installed, 'utf8')
  },
  workspaceContext: { resolveRelativePath: (path, base) => new URL(path, base).href },
})
service.configure({ validate: true, hover: true, completion: true, customTags: [], schemas: [] })

let version = 0
const open = (text) => TextDocument.create(pathToFileURL('infra/open.yaml').href, 'yaml', ++version, text)
const problems = async (text) => (await service.doValidation(open(text), false)).map(({ message }) => message)

const example = readFileSync('init/infra/example.yaml', 'utf8')
const local = example.replace($id, '../node_modules/imagebuilder-guard/schema/spec.schema.json')
for (const text of [example, local]) {
  match(text, /^# yaml-language-server: \$schema=/)
  deepStrictEqual(await problems(text), [])
  deepStrictEqual(await problems(text.replace('httpTokens', 'httpToken')), ['Property httpToken is not allowed.'])
  const line = text.split('\n')[0]
  const { items } = await service.doComplete(open(`${line}\nterm`), { line: 1, character: 4 }, false)
  ok(items.some(({ label }) => label === 'terminateInstanceOnFailure'))
}
