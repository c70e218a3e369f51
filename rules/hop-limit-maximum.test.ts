import { ruleTest } from '../test/support/rule-test.ts'
import { hopLimitMaximum } from './hop-limit-maximum.ts'

const limit = (httpPutResponseHopLimit: number) => ({ instanceMetadataOptions: { httpPutResponseHopLimit } })

ruleTest(hopLimitMaximum, {
  valid: [
    {},
    { spec: limit(2), imageType: 'AMI' },
    { spec: limit(3), imageType: 'DOCKER' },
    { name: 'low enough for both', spec: limit(2) },
    { spec: limit(5), imageType: 'DOCKER', options: { docker: 5 } },
  ],
  invalid: [
    { spec: limit(3), imageType: 'AMI', errors: [{ messageId: 'tooHigh' }] },
    { spec: limit(4), imageType: 'DOCKER', errors: [{ messageId: 'tooHigh' }] },
    { name: 'too high for either', spec: limit(4), errors: [{ messageId: 'tooHigh' }] },
    { name: 'too high for one of them', spec: limit(3), errors: [{ messageId: 'unknownType', severity: 'note' }] },
  ],
})
