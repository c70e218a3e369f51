import { ruleTest } from '../test/support/rule-test.ts'
import { terminateOnFailure } from './terminate-on-failure.ts'

ruleTest(terminateOnFailure, {
  valid: [{}, { terminateInstanceOnFailure: true }, { terminateInstanceOnFailure: null }],
  invalid: [
    {
      spec: { terminateInstanceOnFailure: false },
      errors: [{ messageId: 'kept', fix: [{ path: ['terminateInstanceOnFailure'], value: true }] }],
    },
  ],
})
