/** Every IAM action that a fact is asked with, all of them reading, and the resources that it is about. */
const permissions = {
  'iam:GetInstanceProfile': 'arn:aws:iam::*:instance-profile/*',
  'iam:SimulatePrincipalPolicy': 'arn:aws:iam::*:role/*',
  's3:ListBucket': 'arn:aws:s3:::*',
  'sns:GetTopicAttributes': 'arn:aws:sns:*:*:*',
  'kms:DescribeKey': 'arn:aws:kms:*:*:key/*',
  'ec2:DescribeSubnets': '*',
  'ec2:DescribeSecurityGroups': '*',
  'ec2:DescribeVpcs': '*',
  'ec2:DescribeRouteTables': '*',
  'ec2:DescribeVpcEndpoints': '*',
  'ec2:DescribeInstanceTypeOfferings': '*',
  'ec2:DescribeKeyPairs': '*',
  'ec2:DescribeHosts': '*',
  'ec2:GetInstanceMetadataDefaults': '*',
  'resource-groups:GetGroup': 'arn:aws:resource-groups:*:*:group/*',
} as const

export type Permission = keyof typeof permissions

interface Policy {
  Version: '2012-10-17'
  Statement: { Effect: 'Allow'; Action: string | string[]; Resource: string }[]
}

/** An IAM policy that allows exactly what `--deep` asks. */
export function deepPolicy(): Policy {
  const byResource = Map.groupBy(Object.entries(permissions), ([, resource]) => resource)
  const statements = [...byResource].map(([resource, entries]) => {
    const [first = '', ...more] = entries.map(([action]) => action)
    return { Effect: 'Allow' as const, Action: more.length === 0 ? first : [first, ...more], Resource: resource }
  })
  return { Version: '2012-10-17', Statement: statements }
}
