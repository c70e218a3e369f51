import { type Lane, laneKey, partitionOf } from '../model/arn.ts'
import { toStsError } from './errors.ts'
import { ServiceError } from './image-builder.ts'
import type { AwsOptions } from './options.ts'
import { createOwnIdentity, type Identity, type Provider } from './own-identity.ts'
import { isAsked } from './services.ts'
import type { Transport } from './transport.ts'

export type { Provider } from './own-identity.ts'

/**
 * The caller's own identity, unless the config names a role for the account or the run is local. Each identity is asked
 * for once, whoever needs it in whatever Region, and again before it expires. Before a stand-in without an STS no role is
 * assumed: the request would go to AWS.
 */
export function createCredentials(options: AwsOptions, transport: () => Promise<Transport>): (lane: Lane) => Provider {
  const { local, profile, env = process.env } = options
  const own = heldUntilOld(createOwnIdentity(options, transport))
  const roles = new Map<string, (region: string) => Promise<Identity>>()

  function roleOf(params: AssumeRoleParams): (region: string) => Promise<Identity> {
    return heldUntilOld(async (region) => {
      // Fails when there are no credentials at all, which is no trouble of this account's.
      const masterCredentials = await own(region)
      const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers')
      const clientConfig = {
        requestHandler: (await transport()).stsHandler,
        maxAttempts: 1,
        region,
        ...(profile === undefined ? {} : { profile }),
      }
      try {
        return await fromTemporaryCredentials({ params, masterCredentials, clientConfig })()
      } catch (error) {
        throw refusalOf(error, params.RoleArn)
      }
    })
  }

  return (lane) => {
    // A key of twelve digits carries its account, so that a local run sees each account's own pipelines.
    if (local) return async () => ({ accessKeyId: lane.account || 'local', secretAccessKey: 'local' })
    const params = isAsked('sts', options) ? paramsOf(lane, options) : undefined
    if (!params) return () => own(stsRegion(lane, env))
    const key = laneKey({ ...lane, region: '' })
    const role = roles.get(key) ?? roleOf(params)
    roles.set(key, role)
    return () => role(stsRegion(lane, env))
  }
}

interface AssumeRoleParams {
  RoleArn: string
  RoleSessionName: string
  ExternalId?: string
}

/** The role of `targets` for an account: its own, else that of the pattern. */
function paramsOf({ partition, account }: Lane, { targets }: AwsOptions): AssumeRoleParams | undefined {
  if (account === '') return undefined
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
function heldUntilOld(ask: (region: string) => Promise<Identity>): (region: string) => Promise<Identity> {
  let held: Identity | undefined
  let pending: Promise<Identity> | undefined
  const lasts = (ms: number): boolean =>
    held !== undefined && (held.expiration?.getTime() ?? Infinity) - Date.now() > ms
  return async (region) => {
    if (held && lasts(renewBeforeMs)) return held
    pending ??= ask(region).finally(() => {
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
  if (isOwn || error.kind === 'unavailable' || error.kind === 'machine') return error
  const message = `the role ${role} cannot be assumed: ${error.code}: ${error.message}`
  return new ServiceError('refused', 'AssumeRoleFailed', message, { requestId: error.requestId, cause: thrown })
}
