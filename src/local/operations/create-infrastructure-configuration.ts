import { checkSettings, settingsOf } from '../infrastructure-settings.ts'
import type { Operation } from '../operation.ts'
import { arnName, create } from '../resources.ts'

export const createInfrastructureConfiguration: Operation = {
  name: 'CreateInfrastructureConfiguration',
  access: 'write',
  run(input, scope) {
    const settings = settingsOf(input)
    checkSettings(settings)
    const name = String(input.name)
    const creation = {
      type: 'infrastructure-configuration',
      id: arnName(name),
      arnMember: 'infrastructureConfigurationArn',
      fields: { name, ...settings },
    }
    return create(creation, input, scope)
  },
}
