import { ruleTest } from '../test/support/rule-test.ts'
import { uniqueTarget } from './unique-target.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
const other = 'arn:aws:imagebuilder:eu-west-2:123456789012:infrastructure-configuration/web'

ruleTest(uniqueTarget, {
  valid: [
    `[{ infrastructureConfigurationArn: "${arn}" }, { infrastructureConfigurationArn: "${other}" }]`,
    { name: 'specs without a target are for schema to report', spec: '[{ keyPair: a }, { keyPair: b }]' },
  ],
  invalid: [
    {
      spec: `- infrastructureConfigurationArn: ${arn}\n- infrastructureConfigurationArn: ${other}\n- infrastructureConfigurationArn: ${arn}\n`,
      errors: [
        { messageId: 'repeated', line: 1, column: 35 },
        { messageId: 'repeated', line: 3, column: 35 },
      ],
    },
  ],
})
