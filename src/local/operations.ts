import type { Operation } from './operation.ts'
import { createContainerRecipe } from './operations/create-container-recipe.ts'
import { createImagePipeline } from './operations/create-image-pipeline.ts'
import { createImageRecipe } from './operations/create-image-recipe.ts'
import { createInfrastructureConfiguration } from './operations/create-infrastructure-configuration.ts'
import { deleteImagePipeline } from './operations/delete-image-pipeline.ts'
import { deleteInfrastructureConfiguration } from './operations/delete-infrastructure-configuration.ts'
import { getContainerRecipe } from './operations/get-container-recipe.ts'
import { getImagePipeline } from './operations/get-image-pipeline.ts'
import { getImageRecipe } from './operations/get-image-recipe.ts'
import { getInfrastructureConfiguration } from './operations/get-infrastructure-configuration.ts'
import { listContainerRecipes } from './operations/list-container-recipes.ts'
import { listImagePipelines } from './operations/list-image-pipelines.ts'
import { listImageRecipes } from './operations/list-image-recipes.ts'
import { listInfrastructureConfigurations } from './operations/list-infrastructure-configurations.ts'
import { listTagsForResource } from './operations/list-tags-for-resource.ts'
import { tagResource } from './operations/tag-resource.ts'
import { untagResource } from './operations/untag-resource.ts'
import { updateInfrastructureConfiguration } from './operations/update-infrastructure-configuration.ts'

export const served: readonly Operation[] = [
  createContainerRecipe,
  createImagePipeline,
  createImageRecipe,
  createInfrastructureConfiguration,
  deleteImagePipeline,
  deleteInfrastructureConfiguration,
  getContainerRecipe,
  getImagePipeline,
  getImageRecipe,
  getInfrastructureConfiguration,
  listContainerRecipes,
  listImagePipelines,
  listImageRecipes,
  listInfrastructureConfigurations,
  listTagsForResource,
  tagResource,
  untagResource,
  updateInfrastructureConfiguration,
]
