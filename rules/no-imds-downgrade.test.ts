import { ruleTest } from '../test/support/rule-test.ts'
import { noImdsDowngrade } from './no-imds-downgrade.ts'

const required = { instanceMetadataOptions: { httpTokens: 'required' } }

ruleTest(noImdsDowngrade, {
  valid: [
    { name: 'left alone', spec: {}, live: required },
    { name: 'was never required', spec: {}, live: { instanceMetadataOptions: { httpTokens: 'optional' } } },
    { spec: { instanceMetadataOptions: { httpTokens: 'required' } }, live: {} },
  ],
  invalid: [
    {
      spec: { instanceMetadataOptions: { httpTokens: 'optional' } },
      live: required,
      errors: [{ messageId: 'downgrade', pointer: '/instanceMetadataOptions/httpTokens' }],
    },
    { name: 'cleared', spec: { instanceMetadataOptions: null }, live: required, errors: [{ messageId: 'downgrade' }] },
    {
      name: 'left out of a replace spec',
      spec: { 'x-guard': { update: 'replace' } },
      live: required,
      errors: [{ messageId: 'downgrade' }],
    },
  ],
})
