import type { JsonObject } from '../../model/json.ts'
import { matchesWildcard } from '../../text/wildcard.ts'
import { ApiError } from '../api-error.ts'
import type { AccountSeed } from './account-seed.ts'
import { type Asked, listIn } from './asked.ts'

type Profile = NonNullable<AccountSeed['instanceProfiles']>[number]

export const iamActions: Record<string, (form: URLSearchParams, asked: Asked) => JsonObject> = {
  GetInstanceProfile(form, asked) {
    const name = form.get('InstanceProfileName') ?? ''
    const profile = asked.seed.instanceProfiles?.find((each) => each.name === name)
    if (!profile) throw new ApiError('NoSuchEntity', `Instance Profile ${name} cannot be found.`)
    const role = roleOf(profile)
    const Statement = (profile.trusts ?? ['ec2.amazonaws.com']).map((service) => ({
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
    }))
    const document = encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement }))
    return {
      InstanceProfile: {
        InstanceProfileName: name,
        Arn: `arn:${asked.partition}:iam::${asked.account}:instance-profile/${name}`,
        Roles:
          role === ''
            ? []
            : [{ RoleName: role, Arn: arnOf(role, asked), Path: '/', AssumeRolePolicyDocument: document }],
      },
    }
  },
  SimulatePrincipalPolicy(form, asked) {
    const arn = form.get('PolicySourceArn') ?? ''
    const profile = asked.seed.instanceProfiles?.find((each) => arnOf(roleOf(each), asked) === arn)
    if (!profile) throw new ApiError('NoSuchEntity', `The role with ARN ${arn} cannot be found.`)
    const resources = listIn(form, 'ResourceArns')
    const EvaluationResults = listIn(form, 'ActionNames').flatMap((action) =>
      (resources.length === 0 ? ['*'] : resources).map((resource) => ({
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: isAllowed(profile, action, resource) ? 'allowed' : 'implicitDeny',
      })),
    )
    return { IsTruncated: false, EvaluationResults }
  },
}

const roleOf = ({ name, role = name }: Profile): string => role

const arnOf = (role: string, { partition, account }: Asked): string => `arn:${partition}:iam::${account}:role/${role}`

function isAllowed({ allows }: Profile, action: string, resource: string): boolean {
  return (
    !allows ||
    allows.some((each) => matchesWildcard(each.action, action) && matchesWildcard(each.resource ?? '*', resource))
  )
}
