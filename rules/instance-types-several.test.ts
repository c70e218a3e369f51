import { ruleTest } from '../test/support/rule-test.ts'
import { instanceTypesSeveral } from './instance-types-several.ts'

ruleTest(instanceTypesSeveral, {
  valid: [{}, { instanceTypes: [] }, { instanceTypes: ['m7i.large', 'm6i.large'] }],
  invalid: [{ spec: { instanceTypes: ['m7i.large'] }, errors: [{ messageId: 'single', pointer: '/instanceTypes' }] }],
})
