import { expect, it } from 'vitest'
import { currentReference, reference } from '../../.ci/reference.ts'

it('is what the command line, the schemas and action.yml say; run npm run generate', () => {
  expect(currentReference()).toBe(reference())
})
