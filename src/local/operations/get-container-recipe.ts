import type { Operation } from '../operation.ts'
import { getRecipe } from '../recipes.ts'

export const getContainerRecipe: Operation = {
  name: 'GetContainerRecipe',
  access: 'read',
  target: 'containerRecipeArn',
  run: (input, scope) => getRecipe('containerRecipe', String(input.containerRecipeArn), scope),
}
