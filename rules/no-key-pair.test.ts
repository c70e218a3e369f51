import { ruleTest } from '../test/support/rule-test.ts'
import { noKeyPair } from './no-key-pair.ts'

ruleTest(noKeyPair, {
  valid: [{}, { keyPair: null }],
  invalid: [
    {
      name: 'cleared in a merge spec',
      spec: { keyPair: 'admin' },
      errors: [{ messageId: 'present', fix: [{ path: ['keyPair'], value: null }] }],
    },
    {
      name: 'removed from a replace spec',
      spec: { keyPair: 'admin', 'x-guard': { update: 'replace' } },
      errors: [{ messageId: 'present', fix: [{ path: ['keyPair'], value: undefined }] }],
    },
  ],
})
