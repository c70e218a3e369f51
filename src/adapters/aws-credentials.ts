import type { ImagebuilderClientConfig } from '@aws-sdk/client-imagebuilder'
import type { Lane } from '../ports/image-builder.ts'
import type { AwsOptions } from './aws.ts'
import { hasSts } from './endpoints.ts'

type Credentials = Pick<ImagebuilderClientConfig, 'credentials' | 'profile'>

/**
 * The SDK's own chain, unless the config names a role for the account or the run is local. Before a stand-in without an
 * STS no role is assumed: the request would go to AWS.
 */
export function credentialsOf({ account, region }: Lane, options: AwsOptions): Credentials {
  const { local, profile, targets } = options
  // A key of twelve digits carries its account, so that a local run sees each account's own pipelines.
  if (local) return { credentials: { accessKeyId: account, secretAccessKey: 'local' } }
  const common = profile === undefined ? {} : { profile }
  const own = targets?.accounts?.[account]
  const role = own?.roleArn ?? targets?.role?.replaceAll('{account}', account)
  if (role === undefined || !hasSts(options)) return common
  const externalId = own?.externalId ?? targets?.externalId
  const params = {
    RoleArn: role,
    RoleSessionName: own?.sessionName ?? targets?.sessionName ?? 'ibguard',
    ...(externalId === undefined ? {} : { ExternalId: externalId }),
  }
  return {
    ...common,
    credentials: async (identity) => {
      const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers')
      return fromTemporaryCredentials({ params, clientConfig: { region, ...common } })(identity)
    },
  }
}
