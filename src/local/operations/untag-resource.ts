import { isObject } from '../../model/json.ts'
import type { Operation } from '../operation.ts'
import { find } from '../resources.ts'

export const untagResource: Operation = {
  name: 'UntagResource',
  access: 'write',
  target: 'resourceArn',
  invalid: 'InvalidParameterException',
  run(input, scope) {
    const arn = String(input.resourceArn)
    const resource = find(arn, scope)
    const removed = Array.isArray(input.tagKeys) ? input.tagKeys : []
    const tags = isObject(resource.tags) ? resource.tags : {}
    const kept = Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.includes(key)))
    return { output: {}, put: { arn, resource: { ...resource, tags: kept } } }
  },
}
