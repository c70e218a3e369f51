import { ruleTest } from '../test/support/rule-test.ts'
import { resourceIdsForm } from './resource-ids-form.ts'

const subnet = 'subnet-0a1b2c3d4e5f60718'
const group = 'sg-0a1b2c3d4e5f60718'
const hosts = (region: string, partition = 'aws'): string =>
  `arn:${partition}:resource-groups:${region}:123456789012:group/mac-hosts`
const withoutTarget = (fields: string): string => `infrastructureConfigurationArn: broken\n${fields}\n`

ruleTest(resourceIdsForm, {
  valid: [
    {},
    { subnetId: subnet, securityGroupIds: [group, 'sg-1a2b3c4d'] },
    { subnetId: 'subnet-1a2b3c4d', securityGroupIds: [] },
    { placement: { tenancy: 'host', hostId: 'h-0a1b2c3d4e5f60718' } },
    { placement: { tenancy: 'host', hostResourceGroupArn: hosts('eu-west-1') } },
    {
      name: 'a group shared by another account',
      spec: { placement: { hostResourceGroupArn: hosts('eu-west-1').replace('123456789012', '210987654321') } },
    },
    { name: 'without a target', spec: withoutTarget(`placement: { hostResourceGroupArn: "${hosts('us-east-1')}" }`) },
    { keyPair: 'key-of-the-builds', parentInstance: { autoScalingGroup: { name: 'warm builders' } } },
    {
      name: 'placeholders are for no-placeholder-values',
      spec: { subnetId: '${SUBNET}', securityGroupIds: ['', 'TODO'] },
    },
  ],
  invalid: [
    ...['subnet-1', 'SUBNET-0A1B2C3D', 'subnet-0A1B2C3D', `${subnet} `, `${subnet}0`, 'private', 'subnet-'].map(
      (subnetId) => ({
        spec: { subnetId },
        errors: [{ messageId: 'form', pointer: '/subnetId' }],
      }),
    ),
    {
      spec: { subnetId: 'vpc-0a1b2c3d4e5f60718' },
      errors: [{ message: '"vpc-0a1b2c3d4e5f60718" is the id of a VPC; the id of a subnet begins with "subnet-".' }],
    },
    { spec: { subnetId: `${subnet}, ${subnet}` }, errors: [{ messageId: 'several' }] },
    {
      spec: { securityGroupIds: [group, 'build-instances', `${group},${group}`, subnet] },
      errors: [
        { messageId: 'form', pointer: '/securityGroupIds/1' },
        { messageId: 'several', pointer: '/securityGroupIds/2' },
        { messageId: 'other', pointer: '/securityGroupIds/3' },
      ],
    },
    {
      spec: { placement: { hostId: 'i-0a1b2c3d4e5f60718' } },
      errors: [{ messageId: 'other', pointer: '/placement/hostId' }],
    },
    ...['mac-hosts', 'arn:aws:x', hosts('eu-west-1').replace(':group/', ':'), hosts('')].map(
      (hostResourceGroupArn) => ({
        spec: { placement: { hostResourceGroupArn } },
        errors: [{ messageId: 'group', pointer: '/placement/hostResourceGroupArn' }],
      }),
    ),
    ...[hosts('us-east-1'), hosts('eu-west-1', 'aws-cn')].map((hostResourceGroupArn) => ({
      spec: { placement: { hostResourceGroupArn } },
      errors: [{ messageId: 'elsewhere' }],
    })),
    { name: 'ids without a target', spec: withoutTarget('subnetId: web'), errors: [{ messageId: 'form' }] },
    ...['key-0a1b2c3d4e5f60718', 'arn:aws:ec2:eu-west-1:123456789012:key-pair/key-0a1b2c3d4e5f60718'].map(
      (keyPair) => ({
        spec: { keyPair },
        errors: [{ messageId: 'name', pointer: '/keyPair' }],
      }),
    ),
    {
      spec: {
        parentInstance: {
          autoScalingGroup: {
            name: 'arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:1:autoScalingGroupName/warm',
          },
        },
      },
      errors: [{ messageId: 'name', pointer: '/parentInstance/autoScalingGroup/name' }],
    },
  ],
})
