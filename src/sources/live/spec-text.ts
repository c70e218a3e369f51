import { dump } from 'js-yaml'
import schema from '../../../schema/spec.schema.json' with { type: 'json' }
import type { JsonObject } from '../../model/json.ts'

const head = `# yaml-language-server: $schema=${schema.$id}\n`

/** A spec file of one spec, or of a list of them. Text that another YAML would take for something else is quoted. */
export function specText(specs: JsonObject | readonly JsonObject[]): string {
  if (!Array.isArray(specs)) return head + yaml(specs)
  return head + specs.map((spec: JsonObject) => yaml([spec])).join('\n')
}

function yaml(value: unknown): string {
  return dump(value, { lineWidth: -1, noRefs: true })
}
