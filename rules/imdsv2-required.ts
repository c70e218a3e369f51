import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['instanceMetadataOptions', 'httpTokens']

export const imdsv2Required: Rule = defineRule({
  id: 'imdsv2-required',
  summary: 'Build and test instances accept IMDSv2 only.',
  severity: 'error',
  messages: {
    absent: 'instanceMetadataOptions.httpTokens is not stated; it must be "required".',
    optional: 'instanceMetadataOptions.httpTokens is {{actual}}; it must be "required", so that IMDSv1 is refused.',
  },
  fixable: true,
  *check({ config }) {
    const actual = config.instanceMetadataOptions?.httpTokens
    if (actual === 'required') return
    const fix = { path, value: 'required' }
    if (actual === undefined) yield { messageId: 'absent', path, fix }
    else yield { messageId: 'optional', data: { actual: JSON.stringify(actual) }, path, fix }
  },
})
