import { ruleTest } from '../test/support/rule-test.ts'
import { imdsv2Required } from './imdsv2-required.ts'

const pointer = '/instanceMetadataOptions/httpTokens'
const fix = [{ path: ['instanceMetadataOptions', 'httpTokens'], value: 'required' }]

ruleTest(imdsv2Required, {
  valid: [{ instanceMetadataOptions: { httpTokens: 'required' } }],
  invalid: [
    { spec: {}, errors: [{ messageId: 'absent', pointer, fix }] },
    { spec: { instanceMetadataOptions: null }, errors: [{ messageId: 'absent', pointer }] },
    { spec: { instanceMetadataOptions: { httpPutResponseHopLimit: 2 } }, errors: [{ messageId: 'absent', pointer }] },
    {
      spec: { instanceMetadataOptions: { httpTokens: 'optional' } },
      errors: [{ messageId: 'optional', pointer, fix }],
    },
    { spec: { instanceMetadataOptions: { httpTokens: 'Required' } }, errors: [{ messageId: 'optional' }] },
  ],
})
