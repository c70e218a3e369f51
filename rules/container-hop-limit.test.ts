import { ruleTest } from '../test/support/rule-test.ts'
import { containerHopLimit } from './container-hop-limit.ts'

const limit = (httpPutResponseHopLimit: number) => ({ instanceMetadataOptions: { httpPutResponseHopLimit } })
const path = ['instanceMetadataOptions', 'httpPutResponseHopLimit']
const container = { 'x-guard': { imageType: 'DOCKER' } }

ruleTest(containerHopLimit, {
  valid: [
    { ...container, ...limit(2) },
    { ...container, ...limit(64) },
    { 'x-guard': { imageType: 'AMI' }, ...limit(1) },
    { 'x-guard': { imageType: 'AMI' } },
    { name: 'enough for both, so what it builds need not be known', spec: limit(2) },
    { spec: limit(1), imageType: 'AMI' },
  ],
  invalid: [
    { spec: { ...container, ...limit(1) }, errors: [{ messageId: 'tooLow', fix: [{ path, value: 2 }] }] },
    {
      spec: container,
      errors: [{ messageId: 'absent', pointer: '/instanceMetadataOptions/httpPutResponseHopLimit' }],
    },
    { spec: limit(1), imageType: 'DOCKER', errors: [{ messageId: 'tooLow' }] },
    {
      spec: { ...container, ...limit(2) },
      options: { minimum: 3 },
      errors: [{ messageId: 'tooLow', fix: [{ path, value: 3 }] }],
    },
    { spec: limit(1), errors: [{ messageId: 'unknownType', severity: 'note', fix: [] }] },
    { spec: {}, errors: [{ messageId: 'unknownType', severity: 'note' }] },
  ],
})
