import { ruleTest } from '../test/support/rule-test.ts'
import { accountRequiresImdsv2 } from './account-requires-imdsv2.ts'

const imdsDefaults = { httpTokens: 'required', isEnforced: true }

ruleTest(accountRequiresImdsv2, {
  valid: [
    { spec: { instanceMetadataOptions: { httpTokens: 'required' } }, facts: { imdsDefaults } },
    { name: 'a default alone', spec: {}, facts: { imdsDefaults: { ...imdsDefaults, isEnforced: false } } },
    { name: 'not asked', spec: {} },
  ],
  invalid: [
    { spec: {}, facts: { imdsDefaults }, errors: [{ pointer: '/instanceMetadataOptions/httpTokens' }] },
    {
      spec: { instanceMetadataOptions: { httpTokens: 'optional' } },
      facts: { imdsDefaults },
      errors: [
        {
          message:
            'Account 123456789012 enforces IMDSv2 in eu-west-1, and httpTokens is "optional": no instance can be launched.',
        },
      ],
    },
  ],
})
