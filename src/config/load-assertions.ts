import { assertionRule } from '../lint/assertions.ts'
import { GuardError } from '../model/errors.ts'
import { SchemaError } from '../validation/json-schema.ts'
import type { Layer } from './layer.ts'
import type { Plugin } from './plugins.ts'
import type { Problems } from './problems.ts'

/** The rules that the layers' assertions stand for; one that is off is none. */
export async function loadAssertions(layers: readonly Layer[], problems: Problems): Promise<Plugin[]> {
  const loaded: Plugin[] = []
  for (const { value, source } of layers) {
    if (!source) continue
    for (const [at, assertion] of (value.assertions ?? []).entries()) {
      if (assertion.severity === 'off') continue
      try {
        loaded.push({
          origin: source.file,
          rules: [await assertionRule(assertion)],
          source,
          path: ['assertions', at, 'id'],
        })
      } catch (error) {
        if (!(error instanceof SchemaError || error instanceof GuardError)) throw error
        const isSchema = error instanceof SchemaError
        const message = isSchema
          ? `The schema of the assertion ${assertion.id} is not accepted: ${error.message}.`
          : error.message
        problems.add(source, { message, path: ['assertions', at, isSchema ? 'schema' : 'id'] })
      }
    }
  }
  return loaded
}
