import type { Operation } from '../operation.ts'
import { find } from '../resources.ts'

export const getInfrastructureConfiguration: Operation = {
  name: 'GetInfrastructureConfiguration',
  access: 'read',
  target: 'infrastructureConfigurationArn',
  run: (input, scope) => ({
    output: {
      requestId: scope.requestId,
      infrastructureConfiguration: find(String(input.infrastructureConfigurationArn), scope),
    },
  }),
}
