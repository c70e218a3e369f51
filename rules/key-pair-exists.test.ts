import { ruleTest } from '../test/support/rule-test.ts'
import { keyPairExists } from './key-pair-exists.ts'

const spec = { keyPair: 'debug' }

ruleTest(keyPairExists, {
  valid: [{ spec, facts: { keyPair: { exists: true } } }, { spec: {} }],
  invalid: [
    {
      spec,
      facts: { keyPair: { exists: false } },
      errors: [
        { message: 'There is no key pair "debug" in eu-west-1: no instance can be launched.', pointer: '/keyPair' },
      ],
    },
  ],
})
