import type { JsonObject } from '../../model/json.ts'
import { ApiError, invalidRequest } from '../api-error.ts'
import type { Operation, Scope } from '../operation.ts'
import { findRecipe } from '../recipes.ts'
import { arnName, authorize, create, find } from '../resources.ts'

/** What the service stores for what is left out (https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateImagePipeline.html). */
const defaults = {
  enhancedImageMetadataEnabled: true,
  imageTestsConfiguration: { imageTestsEnabled: true, timeoutMinutes: 720 },
  status: 'ENABLED',
}

export const createImagePipeline: Operation = {
  name: 'CreateImagePipeline',
  access: 'write',
  run(input, scope) {
    const { clientToken: _token, dryRun: _dryRun, tags: _tags, ...fields } = input
    const recipes = [input.imageRecipeArn, input.containerRecipeArn].filter((arn) => arn !== undefined)
    if (recipes.length !== 1) {
      throw invalidRequest("Exactly one of 'imageRecipeArn' and 'containerRecipeArn' must be specified.")
    }
    refer(String(recipes[0]), findRecipe, scope)
    refer(String(input.infrastructureConfigurationArn), find, scope)
    const creation = {
      type: 'image-pipeline',
      id: arnName(String(input.name)),
      arnMember: 'imagePipelineArn',
      fields: { ...defaults, ...fields },
    }
    return create(creation, input, scope)
  },
}

/** A resource that does not exist is a bad value here, not a missing target. */
function refer(arn: string, lookUp: (arn: string, scope: Scope) => JsonObject, scope: Scope): void {
  try {
    authorize(arn, scope.account, scope.region)
    lookUp(arn, scope)
  } catch (error) {
    if (!(error instanceof ApiError) || error.name !== 'ResourceNotFoundException') throw error
    throw invalidRequest(error.message)
  }
}
