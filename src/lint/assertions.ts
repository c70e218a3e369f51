import type { AssertionConfig } from '../generated/config.ts'
import type { JsonObject } from '../model/json.ts'
import { fromPointer } from '../model/pointer.ts'
import { compileSchema } from '../validation/json-schema.ts'
import type { ErrorObject } from '../validation/validation-error.ts'
import { defineRule } from './define-rule.ts'
import type { Rule, Violation } from './rule.ts'

/**
 * The rule that an assertion of a config stands for: a configuration satisfies its schema.
 * @throws {SchemaError} see `compileSchema`
 * @throws {GuardError} `Config` when the id is none
 */
export async function assertionRule({ id, severity, message, schema }: AssertionConfig): Promise<Rule> {
  const validate = await compileSchema(schema as JsonObject)
  return defineRule({
    id,
    summary: message,
    severity: severity === undefined || severity === 'off' ? 'error' : severity,
    messages: { violated: message },
    *check({ config }) {
      const seen = new Set<string>()
      for (const error of validate(config).filter(isOutermost)) {
        const violation = violationOf(error)
        const place = JSON.stringify(violation.path)
        if (!seen.has(place)) yield violation
        seen.add(place)
      }
    },
  })
}

/** Of alternatives it is their parent that failed; what each of them wanted is no finding of its own. */
function isOutermost({ schemaPath = '', keyword }: ErrorObject): boolean {
  return !/\/(?:anyOf|oneOf|not|if)\//.test(schemaPath) && keyword !== 'propertyNames' && keyword !== 'if'
}

function violationOf({ instancePath, keyword, params, propertyName }: ErrorObject): Violation {
  const path = fromPointer(instancePath).map((key) => (/^\d+$/.test(key) ? Number(key) : key))
  if (keyword === 'required') return { messageId: 'violated', path: [...path, String(params.missingProperty)] }
  const key = propertyName ?? (keyword === 'additionalProperties' ? String(params.additionalProperty) : undefined)
  return key === undefined
    ? { messageId: 'violated', path }
    : { messageId: 'violated', path: [...path, key], at: 'key' }
}
