import type { Operation } from '../operation.ts'
import { page } from '../pages.ts'
import { pick } from '../resources.ts'

const listing = { type: 'image-recipe', filters: ['name', 'parentImage', 'platform'] }

export const listImageRecipes: Operation = {
  name: 'ListImageRecipes',
  access: 'read',
  run(input, scope) {
    const { items, ...next } = page(listing, input, scope)
    const imageRecipeSummaryList = items.map((item) => pick(item, 'ImageRecipeSummary'))
    return { output: { requestId: scope.requestId, imageRecipeSummaryList, ...next } }
  },
}
