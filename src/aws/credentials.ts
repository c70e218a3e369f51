import type { ImagebuilderClientConfig } from '@aws-sdk/client-imagebuilder'
import { type Lane, laneKey, partitionOf } from '../model/arn.ts'
import { hasSts } from './endpoints.ts'
import { toStsError } from './errors.ts'
import { ServiceError } from './image-builder.ts'
import type { AwsOptions } from './options.ts'

type Credentials = Pick<ImagebuilderClientConfig, 'credentials' | 'profile'>
type Transport = Pick<ImagebuilderClientConfig, 'requestHandler' | 'maxAttempts'>

interface Identity {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  expiration?: Date
}
type Provider = () => Promise<Identity>

/**
 * The SDK's own chain, unless the config names a role for the account or the run is local. A role is assumed once for
 * all Regions of its account, and again before it expires. Before a stand-in without an STS no role is assumed: the
 * request would go to AWS.
 */
export function createCredentials(options: AwsOptions, transport: Transport): (lane: Lane) => Credentials {
  const { local, profile, env = process.env } = options
  const common = profile === undefined ? {} : { profile }
  const chains = new Map<string, Promise<Provider>>()
  const roles = new Map<string, Provider>()

  /** Whose credentials assume the roles: read once, as a chain may start a process or ask an SSO. */
  function chainOf(region: string): Promise<Provider> {
    const partition = partitionOf(region)
    const chain =
      chains.get(partition) ??
      import('@aws-sdk/credential-providers').then(({ fromNodeProviderChain }) =>
        fromNodeProviderChain({ ...common, clientConfig: { region } }),
      )
    chains.set(partition, chain)
    return chain
  }

  function roleOf(lane: Lane, params: AssumeRoleParams): Provider {
    return heldUntilOld(async () => {
      const region = stsRegion(lane, env)
      const source = await chainOf(region)
      // Fails when there are no credentials at all, which is no trouble of this account's.
      await source()
      const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers')
      const clientConfig = { ...transport, ...common, region }
      try {
        return await fromTemporaryCredentials({ params, masterCredentials: source, clientConfig })()
      } catch (error) {
        throw refusalOf(error, params.RoleArn)
      }
    })
  }

  return (lane) => {
    // A key of twelve digits carries its account, so that a local run sees each account's own pipelines.
    if (local) return { credentials: { accessKeyId: lane.account, secretAccessKey: 'local' } }
    const params = hasSts(options) ? paramsOf(lane, options) : undefined
    if (!params) return common
    const key = laneKey({ ...lane, region: '' })
    const role = roles.get(key) ?? roleOf(lane, params)
    roles.set(key, role)
    return { ...common, credentials: role }
  }
}

interface AssumeRoleParams {
  RoleArn: string
  RoleSessionName: string
  ExternalId?: string
}

/** The role of `targets` for an account: its own, else that of the pattern. */
function paramsOf({ partition, account }: Lane, { targets }: AwsOptions): AssumeRoleParams | undefined {
  const own = targets?.accounts?.[account]
  const pattern = own?.roleArn ?? targets?.role
  if (pattern === undefined) return undefined
  const externalId = own?.externalId ?? targets?.externalId
  return {
    RoleArn: pattern.replaceAll('{account}', account).replaceAll('{partition}', partition),
    RoleSessionName: own?.sessionName ?? targets?.sessionName ?? 'ibguard',
    ...(externalId === undefined ? {} : { ExternalId: externalId }),
  }
}

/**
 * The caller's own Region where it has one in the target's partition: the target's may be one that the caller's account
 * has not enabled. Sessions of a Region's STS are good in every Region of the partition
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html).
 */
function stsRegion({ partition, region }: Lane, env: NonNullable<AwsOptions['env']>): string {
  const own = env.AWS_REGION ?? env.AWS_DEFAULT_REGION
  return own && partitionOf(own) === partition ? own : region
}

/** As long before its end the SDK too asks for new credentials. */
const renewBeforeMs = 5 * 60_000

/** Asks once for all who wait, and again when what it got is about to expire. */
function heldUntilOld(ask: Provider): Provider {
  let held: Identity | undefined
  let pending: Promise<Identity> | undefined
  const lasts = (ms: number): boolean =>
    held !== undefined && (held.expiration?.getTime() ?? Infinity) - Date.now() > ms
  return async () => {
    if (held && lasts(renewBeforeMs)) return held
    pending ??= ask().finally(() => {
      pending = undefined
    })
    try {
      held = await pending
    } catch (error) {
      // What still holds for minutes outlasts a hiccup of STS.
      if (!held || !lasts(30_000)) throw error
    }
    return held
  }
}

/** That a role cannot be assumed is a refusal by its account; that the caller's own credentials are bad is not. */
function refusalOf(thrown: unknown, role: string): unknown {
  const error = toStsError(thrown)
  if (!(error instanceof ServiceError)) return error
  const isOwn = error.kind === 'credentials' && error.code !== 'CredentialsProviderError'
  if (isOwn || error.kind === 'unavailable') return error
  const message = `the role ${role} cannot be assumed: ${error.code}: ${error.message}`
  return new ServiceError('refused', 'AssumeRoleFailed', message, { requestId: error.requestId, cause: thrown })
}
