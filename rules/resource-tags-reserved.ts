import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

// https://docs.aws.amazon.com/imagebuilder/latest/APIReference/, resourceTags of the Create request
const reserved = new Set(['CreatedBy', 'Ec2ImageBuilderArn', 'Name', 'Tags'])

export const resourceTagsReserved: Rule = defineRule({
  id: 'resource-tags-reserved',
  summary: 'Resource tags leave out the keys that the service sets itself.',
  severity: 'error',
  messages: { reserved: 'The tag key {{key}} is reserved; {{by}} sets it on build instances.' },
  fixable: true,
  *check({ config }) {
    for (const key of Object.keys(config.resourceTags ?? {})) {
      const isAws = key.toLowerCase().startsWith('aws:')
      if (!isAws && !reserved.has(key)) continue
      const path = ['resourceTags', key]
      const data = { key: JSON.stringify(key), by: isAws ? 'AWS' : 'Image Builder' }
      yield { messageId: 'reserved', data, path, at: 'key', fix: { path, value: undefined } }
    }
  },
})
