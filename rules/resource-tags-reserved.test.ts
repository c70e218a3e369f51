import { ruleTest } from '../test/support/rule-test.ts'
import { resourceTagsReserved } from './resource-tags-reserved.ts'

ruleTest(resourceTagsReserved, {
  valid: [{}, { resourceTags: { team: 'web', name: 'lower case is free' } }],
  invalid: [
    {
      name: 'at the key',
      spec: 'infrastructureConfigurationArn: x\nresourceTags:\n  team: web\n  Name: web\n',
      errors: [
        {
          messageId: 'reserved',
          pointer: '/resourceTags/Name',
          line: 4,
          column: 3,
          fix: [{ path: ['resourceTags', 'Name'], value: undefined }],
        },
      ],
    },
    {
      spec: { resourceTags: { 'aws:x': '1', 'AWS:y': '1', CreatedBy: '1', Ec2ImageBuilderArn: '1', Tags: '1' } },
      errors: Array.from({ length: 5 }, () => ({ messageId: 'reserved' })),
    },
  ],
})
