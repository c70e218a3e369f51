import { ruleTest } from '../test/support/rule-test.ts'
import { managedElsewhere } from './managed-elsewhere.ts'

ruleTest(managedElsewhere, {
  valid: [
    { spec: {} },
    { spec: {}, tags: { team: 'web' } },
    {
      name: 'a tag of the build instances says nothing',
      spec: { resourceTags: { terraform: 'yes' } },
      options: { tags: ['terraform'] },
    },
  ],
  invalid: [
    {
      spec: {},
      tags: { 'aws:cloudformation:stack-name': 'web' },
      errors: [{ messageId: 'managed', pointer: '/infrastructureConfigurationArn' }],
    },
    { spec: {}, tags: { terraform: 'yes' }, options: { tags: ['terraform'] }, errors: [{ messageId: 'managed' }] },
    {
      name: 'CloudFormation counts beside those given',
      spec: {},
      tags: { 'aws:cloudformation:stack-name': 'web' },
      options: { tags: ['terraform'] },
      errors: [{ messageId: 'managed' }],
    },
  ],
})
