import type { Operation } from '../operation.ts'
import { createRecipe } from '../recipes.ts'

export const createImageRecipe: Operation = {
  name: 'CreateImageRecipe',
  access: 'write',
  run: (input, scope) => createRecipe('image-recipe', 'imageRecipeArn', input, scope),
}
