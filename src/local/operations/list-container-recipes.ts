import type { Operation } from '../operation.ts'
import { page } from '../pages.ts'
import { pick } from '../resources.ts'

const listing = { type: 'container-recipe', filters: ['containerType', 'name', 'parentImage', 'platform'] }

export const listContainerRecipes: Operation = {
  name: 'ListContainerRecipes',
  access: 'read',
  run(input, scope) {
    const { items, ...next } = page(listing, input, scope)
    const containerRecipeSummaryList = items.map((item) => pick(item, 'ContainerRecipeSummary'))
    return { output: { requestId: scope.requestId, containerRecipeSummaryList, ...next } }
  },
}
