import { ruleTest } from '../test/support/rule-test.ts'
import { instanceTypesOffered } from './instance-types-offered.ts'

const spec = { instanceTypes: ['m7i.large', 'p5.48xlarge'] }
const typeOfferings = (...offered: string[]) => ({ typeOfferings: { place: 'eu-west-1a', offered } })

ruleTest(instanceTypesOffered, {
  valid: [
    { spec, facts: typeOfferings('m7i.large', 'p5.48xlarge') },
    { name: 'no types', spec: {} },
  ],
  invalid: [
    {
      spec,
      facts: typeOfferings(),
      errors: [
        {
          message: 'None of m7i.large, p5.48xlarge is offered in eu-west-1a: no instance can be launched.',
          pointer: '/instanceTypes',
        },
      ],
    },
    {
      spec,
      facts: typeOfferings('m7i.large'),
      errors: [{ messageId: 'some', severity: 'note', pointer: '/instanceTypes/1' }],
    },
  ],
})
