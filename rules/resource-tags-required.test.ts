import { ruleTest } from '../test/support/rule-test.ts'
import { resourceTagsRequired } from './resource-tags-required.ts'

const options = { keys: ['team', 'cost'] }

ruleTest(resourceTagsRequired, {
  valid: [{ spec: { resourceTags: { team: 'web', cost: '' } }, options }],
  invalid: [
    { spec: {}, options, errors: [{ pointer: '/resourceTags/team' }, { pointer: '/resourceTags/cost' }] },
    {
      spec: { resourceTags: { team: 'web' } },
      options,
      errors: [{ messageId: 'absent', pointer: '/resourceTags/cost' }],
    },
    {
      name: 'what objects inherit is no tag',
      spec: { resourceTags: { a: 'b' } },
      options: { keys: ['constructor'] },
      errors: [{ messageId: 'absent' }],
    },
  ],
})
