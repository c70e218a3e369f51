import { isObject } from '../../model/json.ts'
import { ApiError } from '../api-error.ts'
import type { Operation } from '../operation.ts'
import { find } from '../resources.ts'

const maximum = 50

export const tagResource: Operation = {
  name: 'TagResource',
  access: 'write',
  target: 'resourceArn',
  invalid: 'InvalidParameterException',
  run(input, scope) {
    const arn = String(input.resourceArn)
    const resource = find(arn, scope)
    const tags = { ...(isObject(resource.tags) && resource.tags), ...(isObject(input.tags) && input.tags) }
    if (Object.keys(tags).length > maximum) {
      throw new ApiError('InvalidParameterException', `The resource '${arn}' would have more than ${maximum} tags.`)
    }
    return { output: {}, put: { arn, resource: { ...resource, tags } } }
  },
}
