import type { Operation } from '../operation.ts'
import { page } from '../pages.ts'
import { pick } from '../resources.ts'

const listing = { type: 'infrastructure-configuration', filters: ['name'] }

export const listInfrastructureConfigurations: Operation = {
  name: 'ListInfrastructureConfigurations',
  access: 'read',
  run(input, scope) {
    const { items, ...next } = page(listing, input, scope)
    const infrastructureConfigurationSummaryList = items.map((item) => pick(item, 'InfrastructureConfigurationSummary'))
    return { output: { requestId: scope.requestId, infrastructureConfigurationSummaryList, ...next } }
  },
}
