import { ruleTest } from '../test/support/rule-test.ts'
import { instanceTypesOneArchitecture } from './instance-types-one-architecture.ts'

const types = (...instanceTypes: string[]) => ({ instanceTypes })

ruleTest(instanceTypesOneArchitecture, {
  valid: [
    {},
    types('m7g.large'),
    types(
      't4g.micro',
      'a1.medium',
      'im4gn.large',
      'is4gen.large',
      'hpc7g.4xlarge',
      'x2gd.large',
      'g5g.xlarge',
      'i8ge.large',
      'mac2-m2pro.metal',
      'mac-m4.metal',
      'p6e-gb200.36xlarge',
    ),
    types(
      'g4dn.xlarge',
      'g5.xlarge',
      'gr6.4xlarge',
      'm7i-flex.large',
      'u-6tb1.metal',
      'u7i-12tb.224xlarge',
      'p4de.24xlarge',
      'trn1.2xlarge',
      'mac1.metal',
      'c5d.large',
    ),
  ],
  invalid: [
    { spec: types('m7i.large', 'm7g.large'), errors: [{ messageId: 'mixed', pointer: '/instanceTypes' }] },
    { spec: types('g5.xlarge', 'g5g.xlarge'), errors: [{ messageId: 'mixed' }] },
    { spec: types('mac1.metal', 'mac2.metal'), errors: [{ messageId: 'mixed' }] },
    { name: 'cannot tell', spec: types('m7i.large', 'large'), errors: [{ messageId: 'unknown', severity: 'note' }] },
  ],
})
