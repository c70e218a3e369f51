import { collectionOf, parseImageBuilderArn } from '../../model/arn.ts'
import { ApiError } from '../api-error.ts'
import type { Operation } from '../operation.ts'
import { find } from '../resources.ts'

export const deleteInfrastructureConfiguration: Operation = {
  name: 'DeleteInfrastructureConfiguration',
  access: 'write',
  target: 'infrastructureConfigurationArn',
  run(input, scope) {
    const arn = String(input.infrastructureConfigurationArn)
    find(arn, scope)
    const { account, region } = parseImageBuilderArn(arn) ?? scope
    for (const { resource } of scope.store.list(collectionOf('image-pipeline', account, region))) {
      if (resource.infrastructureConfigurationArn !== arn) continue
      throw new ApiError(
        'ResourceDependencyException',
        `Resource dependency error: The resource ARN '${arn}' has other resources depended on it.`,
      )
    }
    return { output: { requestId: scope.requestId, infrastructureConfigurationArn: arn }, remove: arn }
  },
}
