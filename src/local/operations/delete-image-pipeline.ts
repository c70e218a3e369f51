import type { Operation } from '../operation.ts'
import { find } from '../resources.ts'

export const deleteImagePipeline: Operation = {
  name: 'DeleteImagePipeline',
  access: 'write',
  target: 'imagePipelineArn',
  run(input, scope) {
    const arn = String(input.imagePipelineArn)
    find(arn, scope)
    return { output: { requestId: scope.requestId, imagePipelineArn: arn }, remove: arn }
  },
}
