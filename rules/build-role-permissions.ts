import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['instanceProfileName']
const logsPath = ['logging', 's3Logs', 's3BucketName']

export const buildRolePermissions: Rule = defineRule({
  id: 'build-role-permissions',
  summary: 'The role of the instance profile may do what a build does.',
  severity: 'warning',
  messages: {
    lacks: '{{role}} may not do {{actions}}: a build needs them. Attach {{policy}}.',
    logs: '{{role}} may not do s3:PutObject on {{resource}}: a build fails when it writes its logs.',
  },
  needs: ['rolePermissions'],
  *checkAccount(_context, { rolePermissions }) {
    // Where there is no role instance-profile-exists speaks.
    if (!rolePermissions || rolePermissions.role === '') return
    const { role, denied } = rolePermissions
    const logs = denied.find(({ action }) => action === 's3:PutObject')
    const others = denied.map(({ action }) => action).filter((action) => action !== 's3:PutObject')
    const isAgent = (action: string): boolean => action.startsWith('ssm')
    for (const [policy, actions] of [
      ['AmazonSSMManagedInstanceCore', others.filter(isAgent)],
      ['EC2InstanceProfileForImageBuilderECRContainerBuilds', others.filter((action) => !isAgent(action))],
    ] as const) {
      const data = { role, actions: actions.join(', '), policy }
      if (actions.length > 0) yield { messageId: 'lacks', data, path }
    }
    if (logs) yield { messageId: 'logs', data: { role, resource: logs.resource }, path: logsPath }
  },
})
