import type { Operation } from '../operation.ts'
import { find } from '../resources.ts'

export const listTagsForResource: Operation = {
  name: 'ListTagsForResource',
  access: 'read',
  target: 'resourceArn',
  invalid: 'InvalidParameterException',
  run: (input, scope) => ({ output: { tags: find(String(input.resourceArn), scope).tags ?? {} } }),
}
