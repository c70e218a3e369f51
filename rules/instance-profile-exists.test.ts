import { ruleTest } from '../test/support/rule-test.ts'
import { instanceProfileExists } from './instance-profile-exists.ts'

const spec = { instanceProfileName: 'Builder' }
const role = { arn: 'arn:aws:iam::123456789012:role/path/Worker', trustsEc2: true }

ruleTest(instanceProfileExists, {
  valid: [
    { name: 'not asked', spec },
    { spec, facts: { instanceProfile: { exists: true, roles: [role] } } },
  ],
  invalid: [
    {
      spec,
      facts: { instanceProfile: { exists: false, roles: [] } },
      errors: [
        {
          message: 'Account 123456789012 has no instance profile "Builder": no instance can be launched.',
          pointer: '/instanceProfileName',
        },
      ],
    },
    { spec, facts: { instanceProfile: { exists: true, roles: [] } }, errors: [{ messageId: 'noRole' }] },
    {
      spec,
      facts: { instanceProfile: { exists: true, roles: [{ ...role, trustsEc2: false }] } },
      errors: [
        {
          message:
            'The role Worker of the instance profile does not trust ec2.amazonaws.com: no instance can be launched.',
        },
      ],
    },
  ],
})
