import { createHash } from 'node:crypto'
import { canonicalJson } from '../model/canonical.ts'
import type { JsonObject } from '../model/json.ts'
import { leavesOf } from './field-diff.ts'

/**
 * SHA-256 of the fields, which tells whether a written configuration is still whole. Unlike for `isSame`, the order of a
 * set counts: plans and journals of version 1.0 hold such hashes.
 */
export function hashFields(configuration: JsonObject): string {
  const leaves = [...leavesOf(configuration)].map(
    ([pointer, value]) => `${JSON.stringify(pointer)}:${canonicalJson(value)}`,
  )
  return createHash('sha256').update(leaves.sort().join('\n')).digest('hex')
}
