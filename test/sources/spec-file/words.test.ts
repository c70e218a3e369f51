import { expect, it } from 'vitest'
import { unknownKey } from '../../../src/sources/spec-file/suggest.ts'

const field = (key: string, path: string[] = []): string | undefined =>
  /did you mean "?([\w.-]+)"?\?$/.exec(unknownKey(key, path))?.[1]

it.each(
  Object.entries({
    keyPairName: 'keyPair',
    key_pair_name: 'keyPair',
    KeyName: 'keyPair',
    InstanceProfileName: 'instanceProfileName',
    instance_profile_name: 'instanceProfileName',
    iamInstanceProfile: 'instanceProfileName',
    iam_instance_profile: 'instanceProfileName',
    instanceProfile: 'instanceProfileName',
    subnet: 'subnetId',
    subnets: 'subnetId',
    subnetIds: 'subnetId',
    securityGroups: 'securityGroupIds',
    security_groups: 'securityGroupIds',
    SecurityGroupId: 'securityGroupIds',
    vpc_security_group_ids: 'securityGroupIds',
    instanceType: 'instanceTypes',
    instance_type: 'instanceTypes',
    snsTopic: 'snsTopicArn',
    topicArn: 'snsTopicArn',
    metadata_options: 'instanceMetadataOptions',
    instanceMetadata: 'instanceMetadataOptions',
    httpTokens: 'instanceMetadataOptions.httpTokens',
    http_put_response_hop_limit: 'instanceMetadataOptions.httpPutResponseHopLimit',
    hopLimit: 'instanceMetadataOptions.httpPutResponseHopLimit',
    s3Logs: 'logging.s3Logs',
    s3_bucket_name: 'logging.s3Logs.s3BucketName',
    bucketName: 'logging.s3Logs.s3BucketName',
    keyPrefix: 'logging.s3Logs.s3KeyPrefix',
    terminateOnFailure: 'terminateInstanceOnFailure',
    terminate_on_failure: 'terminateInstanceOnFailure',
    resource_tags: 'resourceTags',
    availabilityZone: 'placement.availabilityZone',
    hostId: 'placement.hostId',
    tenancy: 'placement.tenancy',
    autoScalingGroupName: 'parentInstance.autoScalingGroup.name',
    arn: 'infrastructureConfigurationArn',
    infrastructureConfiguration: 'infrastructureConfigurationArn',
    imageType: 'x-guard.imageType',
  }),
)('a person who writes %s means %s', (key, meant) => expect(field(key)).toBe(meant))

it.each([
  ['bucket', ['logging', 's3Logs'], 's3BucketName'],
  ['s3BucketName', ['logging'], 'logging.s3Logs.s3BucketName'],
  ['prefix', ['logging', 's3Logs'], 's3KeyPrefix'],
  ['hopLimit', ['instanceMetadataOptions'], 'httpPutResponseHopLimit'],
  ['zone', ['placement'], 'availabilityZone'],
])('%s in %j is %s', (key, path, meant) => expect(field(key, path)).toBe(meant))

it.each(['userData', 'image_id', 'region', 'dateUpdated', 'tags', 'Name'])(
  '%s has no place in a spec, and it is said why',
  (key) => {
    expect(unknownKey(key, [])).toMatch(/^Unknown key "\w+": .+\.$/)
  },
)

it.each(['frobnicate', 'xyz'])('nobody knows what %s means', (key) => expect(field(key)).toBeUndefined())
