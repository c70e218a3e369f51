import { ruleTest } from '../test/support/rule-test.ts'
import { hopLimitExplicit } from './hop-limit-explicit.ts'

const tokens = { instanceMetadataOptions: { httpTokens: 'required' } }
const path = ['instanceMetadataOptions', 'httpPutResponseHopLimit']

ruleTest(hopLimitExplicit, {
  valid: [{}, { instanceMetadataOptions: { httpPutResponseHopLimit: 1 } }, { instanceMetadataOptions: {} }],
  invalid: [
    {
      spec: tokens,
      errors: [
        { messageId: 'absent', pointer: '/instanceMetadataOptions/httpPutResponseHopLimit', fix: [{ path, value: 2 }] },
      ],
    },
    { spec: tokens, imageType: 'AMI', errors: [{ fix: [{ path, value: 1 }] }] },
    { spec: tokens, imageType: 'DOCKER', errors: [{ fix: [{ path, value: 2 }] }] },
  ],
})
