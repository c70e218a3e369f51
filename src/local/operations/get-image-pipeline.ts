import type { Operation } from '../operation.ts'
import { find } from '../resources.ts'

export const getImagePipeline: Operation = {
  name: 'GetImagePipeline',
  access: 'read',
  target: 'imagePipelineArn',
  run: (input, scope) => ({
    output: { requestId: scope.requestId, imagePipeline: find(String(input.imagePipelineArn), scope) },
  }),
}
