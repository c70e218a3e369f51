import type { Operation } from '../operation.ts'
import { page } from '../pages.ts'

const listing = {
  type: 'image-pipeline',
  filters: [
    'description',
    'distributionConfigurationArn',
    'imageRecipeArn',
    'infrastructureConfigurationArn',
    'name',
    'status',
  ],
}

/** Answers whole pipelines, not summaries. */
export const listImagePipelines: Operation = {
  name: 'ListImagePipelines',
  access: 'read',
  run(input, scope) {
    const { items, ...next } = page(listing, input, scope)
    return { output: { requestId: scope.requestId, imagePipelineList: items, ...next } }
  },
}
