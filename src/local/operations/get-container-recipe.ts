import type { Operation } from '../operation.ts'
import { findRecipe } from '../recipes.ts'

export const getContainerRecipe: Operation = {
  name: 'GetContainerRecipe',
  access: 'read',
  target: 'containerRecipeArn',
  run: (input, scope) => ({
    output: { requestId: scope.requestId, containerRecipe: findRecipe(String(input.containerRecipeArn), scope) },
  }),
}
