import { ruleTest } from '../test/support/rule-test.ts'
import { instanceTypesForm } from './instance-types-form.ts'

// One of each kind of name that EC2 has.
const types =
  'm5.large t3.micro t4g.nano a1.medium i3en.3xlarge m7i-flex.large c7i.metal-24xl x2iezn.12xlarge u-6tb1.56xlarge u7in-16tb.224xlarge hpc7g.4xlarge mac1.metal mac2-m2pro.metal mac-m4.metal p6-b200.48xlarge p6e-gb200.36xlarge trn1n.32xlarge vt1.3xlarge dl2q.24xlarge m5.xlarge'

ruleTest(instanceTypesForm, {
  valid: [
    {},
    { instanceTypes: [] },
    { name: 'every kind of type', spec: { instanceTypes: types.split(' ') } },
    { name: 'placeholders are for no-placeholder-values', spec: { instanceTypes: ['string', '<type>'] } },
  ],
  invalid: [
    ...Object.entries({
      t3micro: 't3.micro',
      'M5.Large': 'm5.large',
      'm5.large ': 'm5.large',
      'db.m5.large': 'm5.large',
      'cache.t3.micro': 't3.micro',
      'm5.large.search': 'm5.large',
      'm5 large': 'm5.large',
    }).map(([type, meant]) => ({
      spec: { instanceTypes: [type] },
      errors: [{ message: `"${type}" is no instance type; did you mean "${meant}"?`, pointer: '/instanceTypes/0' }],
    })),
    ...['m5', 'm5.', '.large', 'm.large', 'm5.huge', 'm5.large.x', 'm5..large', '*', 'm5.*'].map((type) => ({
      spec: { instanceTypes: ['m7i.large', type] },
      errors: [{ messageId: 'form', pointer: '/instanceTypes/1' }],
    })),
    { spec: { instanceTypes: ['mac1.metal, mac2.metal'] }, errors: [{ messageId: 'several' }] },
    {
      spec: { instanceTypes: ['m5.large', 'm6i.large', 'm5.large'] },
      errors: [{ messageId: 'repeated', pointer: '/instanceTypes/2' }],
    },
  ],
})
