import type { Operation } from '../operation.ts'
import { findRecipe } from '../recipes.ts'

export const getImageRecipe: Operation = {
  name: 'GetImageRecipe',
  access: 'read',
  target: 'imageRecipeArn',
  run: (input, scope) => ({
    output: { requestId: scope.requestId, imageRecipe: findRecipe(String(input.imageRecipeArn), scope) },
  }),
}
