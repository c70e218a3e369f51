import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['keyPair']

export const noKeyPair: Rule = defineRule({
  id: 'no-key-pair',
  summary: 'Nobody can log in to build instances with a key pair.',
  severity: 'warning',
  messages: { present: 'keyPair {{actual}} gives SSH access to build instances; Session Manager does without.' },
  fixable: true,
  *check({ config, update }) {
    if (config.keyPair === undefined) return
    // A field that leaves a merge spec keeps its live value; only null clears it.
    const fix = { path, value: update === 'merge' ? null : undefined }
    yield { messageId: 'present', data: { actual: JSON.stringify(config.keyPair) }, path, fix }
  },
})
