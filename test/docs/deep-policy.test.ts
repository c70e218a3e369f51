import { expect, it } from 'vitest'
import { currentPolicy, policyText } from '../../.ci/deep-policy.ts'

it('is the policy for --deep as the facts ask for it; run npm run generate', () => {
  expect(currentPolicy()).toBe(policyText())
})
