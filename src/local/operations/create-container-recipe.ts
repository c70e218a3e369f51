import type { Operation } from '../operation.ts'
import { createRecipe } from '../recipes.ts'

export const createContainerRecipe: Operation = {
  name: 'CreateContainerRecipe',
  access: 'write',
  run: (input, scope) => createRecipe('container-recipe', 'containerRecipeArn', input, scope),
}
