import type { JsonObject } from '../../src/model/json.ts'

const webArn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'

/** A spec file that the recommended rules find nothing in, with these fields on top. */
export function specText(fields: JsonObject = {}): string {
  return JSON.stringify({
    infrastructureConfigurationArn: webArn,
    instanceProfileName: 'EC2InstanceProfileForImageBuilder',
    instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
    logging: { s3Logs: { s3BucketName: 'acme-image-logs', s3KeyPrefix: 'web' } },
    'x-guard': { imageType: 'AMI' },
    ...fields,
  })
}
