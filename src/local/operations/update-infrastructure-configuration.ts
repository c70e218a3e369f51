import type { JsonObject } from '../../model/json.ts'
import { checkSettings, settingsOf } from '../infrastructure-settings.ts'
import type { Operation } from '../operation.ts'
import { find, timestamp } from '../resources.ts'

/** Replaces every setting: what the request omits is absent afterwards. */
export const updateInfrastructureConfiguration: Operation = {
  name: 'UpdateInfrastructureConfiguration',
  access: 'write',
  target: 'infrastructureConfigurationArn',
  run(input, scope) {
    const arn = String(input.infrastructureConfigurationArn)
    const { name, dateCreated, tags } = find(arn, scope)
    const settings = settingsOf(input)
    checkSettings(settings)
    const kept: JsonObject = {
      ...(name !== undefined && { name }),
      ...(dateCreated !== undefined && { dateCreated }),
      ...(tags !== undefined && { tags }),
    }
    return {
      output: {
        requestId: scope.requestId,
        clientToken: input.clientToken ?? null,
        infrastructureConfigurationArn: arn,
      },
      put: { arn, resource: { arn, ...settings, ...kept, dateUpdated: timestamp(scope.now) } },
    }
  },
}
