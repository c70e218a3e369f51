import type { Rule } from '../src/rule.ts'
import { containerHopLimit } from './container-hop-limit.ts'
import { imdsv2Required } from './imdsv2-required.ts'
import { s3LoggingRequired } from './s3-logging-required.ts'
import { uniqueTarget } from './unique-target.ts'

/** Every built-in rule. */
export const builtinRules: readonly Rule[] = [imdsv2Required, containerHopLimit, s3LoggingRequired, uniqueTarget]

export { containerHopLimit, imdsv2Required, s3LoggingRequired, uniqueTarget }
