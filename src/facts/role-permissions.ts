import { allPages } from '../aws/pages.ts'
import { type Arn, parseArn } from '../model/arn.ts'
import { isTrue, objectsOf, textOf } from './answers.ts'
import { bucketNameOf } from './bucket.ts'
import type { FactKind } from './fact-kind.ts'
import { type Inquiry, nonsense } from './inquiry.ts'
import { askInstanceProfile, profileNameOf } from './instance-profile.ts'

/** What the agent of Systems Manager cannot do without, of the managed policy AmazonSSMManagedInstanceCore. */
const agent = [
  'ssm:UpdateInstanceInformation',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
]

/** Of the managed policy EC2InstanceProfileForImageBuilderECRContainerBuilds. */
const container = [
  'imagebuilder:GetComponent',
  'imagebuilder:GetContainerRecipe',
  'ecr:GetAuthorizationToken',
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:GetDownloadUrlForLayer',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
]

export const rolePermissions: FactKind<'rolePermissions', { profile: string; isContainer: boolean; logs: string }> = {
  name: 'rolePermissions',
  permissions: ['iam:GetInstanceProfile', 'iam:SimulatePrincipalPolicy'],
  isGlobal: true,
  question({ config, arn, imageType }) {
    const profile = profileNameOf(config.instanceProfileName)
    if (profile === undefined) return undefined
    const { s3BucketName, s3KeyPrefix = '' } = config.logging?.s3Logs ?? {}
    const bucket = bucketNameOf(s3BucketName)
    const prefix = s3KeyPrefix.replaceAll(/^\/+|\/+$/g, '')
    // What IAM would read as a pattern is no name of an object.
    const isPlain = !/[*?$]/.test(prefix)
    const logs = bucket !== undefined && isPlain ? `${bucket}/${prefix === '' ? '' : `${prefix}/`}*` : ''
    const partition = parseArn(arn)?.partition ?? 'aws'
    return {
      profile,
      isContainer: imageType === 'DOCKER',
      logs: logs === '' ? '' : `arn:${partition}:s3:::${logs}`,
    }
  },
  async ask({ profile, isContainer, logs }, inquiry) {
    const { roles } = await askInstanceProfile(profile, inquiry)
    const role = roles[0]?.arn ?? ''
    if (!isRole(parseArn(role))) return { role: '', denied: [] }
    const denied = await Promise.all([
      deniedTo(role, isContainer ? [...agent, ...container] : agent, '*', inquiry),
      logs === '' ? [] : deniedTo(role, ['s3:PutObject'], logs, inquiry),
    ])
    return { role, denied: denied.flat() }
  },
}

const isRole = (arn: Arn | undefined): boolean => arn?.service === 'iam' && arn.resource.startsWith('role/')

/** What the identity policies of a role do not allow; of resource policies the simulation knows nothing. */
async function deniedTo(
  role: string,
  actions: string[],
  resource: string,
  inquiry: Inquiry,
): Promise<{ action: string; resource: string }[]> {
  const input = { PolicySourceArn: role, ActionNames: actions, ResourceArns: [resource] }
  const results = await allPages(async (Marker) => {
    const page = Marker === undefined ? input : { ...input, Marker }
    const answer = await inquiry.ask('iam:SimulatePrincipalPolicy', page, role)
    const next = isTrue(answer?.IsTruncated) ? textOf(answer?.Marker) : undefined
    return { items: objectsOf(answer?.EvaluationResults), nextToken: next }
  })
  if (results.length !== actions.length) throw nonsense('iam:SimulatePrincipalPolicy', role)
  return results
    .filter(({ EvalDecision }) => /^(?:implicit|explicit)Deny$/.test(textOf(EvalDecision)))
    .map(({ EvalActionName }) => ({ action: textOf(EvalActionName), resource }))
}
