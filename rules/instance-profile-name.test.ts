import { ruleTest } from '../test/support/rule-test.ts'
import { instanceProfileName } from './instance-profile-name.ts'

const path = ['instanceProfileName']

ruleTest(instanceProfileName, {
  valid: [{}, { instanceProfileName: 'EC2InstanceProfileForImageBuilder' }, { instanceProfileName: 'a+b=c,d.e@f-g_h' }],
  invalid: [
    {
      spec: { instanceProfileName: 'arn:aws:iam::123456789012:instance-profile/Builder' },
      errors: [{ messageId: 'arn', fix: [{ path, value: 'Builder' }] }],
    },
    {
      spec: { instanceProfileName: 'arn:aws-us-gov:iam::123456789012:instance-profile/team/Builder' },
      errors: [{ messageId: 'arn', fix: [{ path, value: 'Builder' }] }],
    },
    {
      name: 'a role is no profile',
      spec: { instanceProfileName: 'arn:aws:iam::123456789012:role/Builder' },
      errors: [{ messageId: 'arn', fix: [] }],
    },
    {
      name: 'a name alone would mean another profile',
      spec: { instanceProfileName: 'arn:aws:iam::210987654321:instance-profile/Builder' },
      errors: [{ messageId: 'foreign', fix: [] }],
    },
    {
      name: 'without a target there is no account to compare',
      spec: 'infrastructureConfigurationArn: broken\ninstanceProfileName: arn:aws:iam::210987654321:instance-profile/Builder\n',
      errors: [{ messageId: 'arn', fix: [{ path, value: 'Builder' }] }],
    },
    { spec: { instanceProfileName: '/team/Builder' }, errors: [{ messageId: 'path', fix: [] }] },
  ],
})
