import { ruleTest } from '../test/support/rule-test.ts'
import { clientTokenUnpinned } from './client-token-unpinned.ts'

ruleTest(clientTokenUnpinned, {
  valid: [{}, { clientToken: null }],
  invalid: [
    {
      spec: { clientToken: 'abc' },
      errors: [{ messageId: 'pinned', pointer: '/clientToken', fix: [{ path: ['clientToken'], value: undefined }] }],
    },
  ],
})
