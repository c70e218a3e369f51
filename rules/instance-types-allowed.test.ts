import { ruleTest } from '../test/support/rule-test.ts'
import { instanceTypesAllowed } from './instance-types-allowed.ts'

const options = { allow: ['m7i.*', 'c7i.*'] }

ruleTest(instanceTypesAllowed, {
  valid: [
    { spec: {}, options },
    { spec: { instanceTypes: ['m7i.large', 'c7i.metal-24xl'] }, options },
  ],
  invalid: [
    {
      spec: { instanceTypes: ['m7i.large', 'm7i-flex.large', 'p5.48xlarge'] },
      options,
      errors: [{ pointer: '/instanceTypes/1' }, { messageId: 'refused', pointer: '/instanceTypes/2' }],
    },
    { name: 'a dot is a dot', spec: { instanceTypes: ['m7ixlarge'] }, options, errors: [{ messageId: 'refused' }] },
    {
      name: 'items of a wrong type count in the pointer',
      spec: 'infrastructureConfigurationArn: x\ninstanceTypes: [m7i.large, 5, p5.48xlarge]\n',
      options,
      errors: [{ messageId: 'refused', pointer: '/instanceTypes/2', line: 2, column: 31 }],
    },
  ],
})
