import { type Fix, fixText } from '../../document/edit/fix-text.ts'
import { fixHcl } from '../../document/edit/hcl/fix-hcl.ts'
import type { Hcl } from '../../document/hcl/hcl.ts'
import { isObject, type Json } from '../../model/json.ts'
import { isBlockName } from '../../resource/block-names.ts'

/** Makes fixes in the files of modules, in either syntax, and in files of values. */
export function fixModule(hcl: Hcl, file: string, text: string, fixes: readonly Fix[]): string {
  if (!file.endsWith('.json')) {
    return fixHcl(text, fixes, { parse: (each) => hcl.parse(file, each), isBlock: isBlockName })
  }
  // Texts of a module are templates, those of values are not.
  const written = file.endsWith('.tfvars.json') ? fixes : fixes.map(asTemplates)
  return fixText(text, written, { json: true })
}

const asTemplates = (fix: Fix): Fix => ({
  ...fix,
  patches: fix.patches.map(({ path, value }) => ({ path, value: value === undefined ? value : asTemplate(value) })),
})

function asTemplate(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll(/([$%])\{/g, '$1$1{')
  if (Array.isArray(value)) return value.map(asTemplate)
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asTemplate(item)]))
    : value
}
