import type { Facts } from '../model/facts.ts'
import type { Json } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { objectOf, objectsOf, textOf } from './answers.ts'
import type { FactKind } from './fact-kind.ts'
import { type Inquiry, nonsense } from './inquiry.ts'

export const instanceProfile: FactKind<'instanceProfile', { name: string }> = {
  name: 'instanceProfile',
  permissions: ['iam:GetInstanceProfile'],
  isGlobal: true,
  question({ config }) {
    const name = profileNameOf(config.instanceProfileName)
    return name === undefined ? undefined : { name }
  },
  ask: ({ name }, inquiry) => askInstanceProfile(name, inquiry),
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html: neither a path nor an ARN. */
export function profileNameOf(name: string | undefined): string | undefined {
  return name !== undefined && /^[\w+=,.@-]{1,128}$/.test(name) ? name : undefined
}

export async function askInstanceProfile(name: string, inquiry: Inquiry): Promise<Facts['instanceProfile']> {
  const about = `arn:${inquiry.partition}:iam::${inquiry.account}:instance-profile/${name}`
  const answer = await inquiry.ask('iam:GetInstanceProfile', { InstanceProfileName: name }, about)
  if (!answer) return { exists: false, roles: [] }
  const profile = objectOf(answer.InstanceProfile)
  if (profile.InstanceProfileName !== name) throw nonsense('iam:GetInstanceProfile', about)
  const roles = objectsOf(profile.Roles)
  return {
    exists: true,
    roles: roles.map((role) => ({
      arn: textOf(role.Arn),
      trustsEc2: trustsEc2(textOf(role.AssumeRolePolicyDocument)),
    })),
  }
}

/** Whether a trust policy, percent-encoded as IAM answers it, lets EC2 be the role. Conditions are taken for fulfilled. */
function trustsEc2(document: string): boolean {
  let statements: Json[] = []
  try {
    const policy: Json = JSON.parse(decodeURIComponent(document))
    statements = isObject(policy) ? [policy.Statement ?? []].flat() : []
  } catch {
    return false
  }
  return statements
    .filter(isObject)
    .some(
      ({ Effect, Action, Principal }) =>
        Effect === 'Allow' &&
        texts(Action).some((action) => /^(?:\*|sts:\*|sts:AssumeRole\*?)$/i.test(action)) &&
        (Principal === '*' ||
          (isObject(Principal) &&
            texts(Principal.Service).some((name) => /^ec2\.amazonaws\.com(?:\.cn)?$/.test(name)))),
    )
}

const texts = (value: Json | undefined): string[] => [value ?? []].flat().map(textOf)
