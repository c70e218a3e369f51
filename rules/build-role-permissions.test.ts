import { ruleTest } from '../test/support/rule-test.ts'
import { buildRolePermissions } from './build-role-permissions.ts'

const spec = { instanceProfileName: 'Builder' }
const role = 'arn:aws:iam::123456789012:role/Builder'
const denied = (...actions: string[]) => actions.map((action) => ({ action, resource: '*' }))

ruleTest(buildRolePermissions, {
  valid: [
    { spec, facts: { rolePermissions: { role, denied: [] } } },
    { name: 'without a role another rule speaks', spec, facts: { rolePermissions: { role: '', denied: [] } } },
  ],
  invalid: [
    {
      spec,
      facts: { rolePermissions: { role, denied: denied('ssm:UpdateInstanceInformation', 'ecr:PutImage') } },
      errors: [
        {
          message: `${role} may not do ssm:UpdateInstanceInformation: a build needs them. Attach AmazonSSMManagedInstanceCore.`,
          pointer: '/instanceProfileName',
        },
        {
          message: `${role} may not do ecr:PutImage: a build needs them. Attach EC2InstanceProfileForImageBuilderECRContainerBuilds.`,
        },
      ],
    },
    {
      spec: { ...spec, logging: { s3Logs: { s3BucketName: 'acme-logs' } } },
      facts: {
        rolePermissions: { role, denied: [{ action: 's3:PutObject', resource: 'arn:aws:s3:::acme-logs/*' }] },
      },
      errors: [
        {
          message: `${role} may not do s3:PutObject on arn:aws:s3:::acme-logs/*: a build fails when it writes its logs.`,
          pointer: '/logging/s3Logs/s3BucketName',
        },
      ],
    },
  ],
})
