import type { Operation } from '../operation.ts'
import { getRecipe } from '../recipes.ts'

export const getImageRecipe: Operation = {
  name: 'GetImageRecipe',
  access: 'read',
  target: 'imageRecipeArn',
  run: (input, scope) => getRecipe('imageRecipe', String(input.imageRecipeArn), scope),
}
