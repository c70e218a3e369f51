import type { ParsedIniData } from '@smithy/core/config'
import { toStsError } from './errors.ts'
import { ServiceError } from './image-builder.ts'
import type { AwsOptions } from './options.ts'
import type { Transport } from './transport.ts'

export interface Identity {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  expiration?: Date
}
export type Provider = () => Promise<Identity>

/**
 * The caller's own credentials, by the SDK's chain: variables, profile, web identity, container, instance. A profile that
 * says how it is to be done is asked alone, since the chain goes on after its failure and says only that nothing helped.
 */
export function createOwnIdentity(
  { profile, sourceTimeout = 5 * 60_000, env = process.env }: AwsOptions,
  transport: () => Promise<Transport>,
): (region: string) => Promise<Identity> {
  return async (region) => {
    const [{ fromIni, fromNodeProviderChain }, { parseKnownFiles }] = await Promise.all([
      import('@aws-sdk/credential-providers'),
      import('@smithy/core/config'),
    ])
    const named = profile ?? env.AWS_PROFILE
    const profiles = await parseKnownFiles({})
    if (named && !profiles[named]) {
      const message = `the profile ${named} is in neither the config nor the credentials file`
      throw new ServiceError('credentials', 'CredentialsProviderError', message)
    }
    const name = named || 'default'
    const hasKeys = !named && env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY
    const source = hasKeys ? undefined : sourceOf(profiles, name)
    // Nobody can be asked for a code; the SDK finds out when it has begun with the source, and lets that fail unheard.
    if (source !== undefined && needsCode(profiles, name)) {
      const message = `${source} asks for a code of the MFA device, which cannot be given here`
      throw new ServiceError('credentials', 'CredentialsProviderError', message)
    }
    const clientConfig = { requestHandler: (await transport()).requestHandler, maxAttempts: 1 }
    const common = { clientConfig, ...(named ? { profile: named } : {}) }
    try {
      const ask = source === undefined ? fromNodeProviderChain(common) : fromIni({ ...common, profile: name })
      // Not in the config of the clients: there it would stand above the Region of an SSO and of the profile.
      return await within(sourceTimeout, ask({ callerClientConfig: { region: async () => region } }))
    } catch (error) {
      throw named || source ? failureOf(error, source ?? `profile ${name}`) : toStsError(error)
    }
  }
}

/** A source that never answers is one that fails. */
async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const message = `no credentials came within ${timeoutMs / 1000} s`
    const error = new ServiceError('credentials', 'CredentialsProviderError', message)
    timer = setTimeout(() => reject(error), timeoutMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Where the credentials of a profile come from, as its sections say; undefined when they do not. */
function sourceOf(profiles: ParsedIniData, name: string, seen: readonly string[] = []): string | undefined {
  const profile = profiles[name] ?? {}
  const { role_arn: role, source_profile: base, mfa_serial: device } = profile
  const how = (what: string) => `profile ${name} (${what})`
  if (role !== undefined) {
    const via = base !== undefined && base !== name && !seen.includes(base) && sourceOf(profiles, base, [...seen, name])
    return how([`role ${role}`, device && `MFA device ${device}`, via && `by ${via}`].filter(Boolean).join(', '))
  }
  if (profile.aws_access_key_id !== undefined) return how('access key')
  if (profile.web_identity_token_file !== undefined) return how(`web identity of ${profile.web_identity_token_file}`)
  if (profile.credential_process !== undefined) return how('credential_process')
  if (profile.sso_session !== undefined) return how(`SSO session ${profile.sso_session}`)
  if (profile.sso_start_url !== undefined) return how(`SSO of ${profile.sso_start_url}`)
  return profile.login_session === undefined ? undefined : how('aws login')
}

function needsCode(profiles: ParsedIniData, name: string, seen: readonly string[] = []): boolean {
  const { role_arn: role, mfa_serial: device, source_profile: base } = profiles[name] ?? {}
  if (role === undefined) return false
  if (device !== undefined) return true
  return base !== undefined && !seen.includes(base) && needsCode(profiles, base, [...seen, base])
}

/** Whatever a source fails of, there are no credentials, unless it is a moment's outage or this machine's fault. */
function failureOf(thrown: unknown, source: string): unknown {
  const error = toStsError(thrown)
  const message = `${source} gives no credentials: ${error instanceof Error ? firstLines(error.message) : error}`
  if (!(error instanceof ServiceError)) {
    return new ServiceError('credentials', 'CredentialsProviderError', message, { cause: thrown })
  }
  const { kind, code, requestId, retryAfterMs } = error
  const isKept = kind === 'unavailable' || kind === 'machine' || kind === 'credentials'
  return new ServiceError(isKept ? kind : 'credentials', code, message, { requestId, retryAfterMs, cause: thrown })
}

/** A process may say a lot. */
function firstLines(text: string): string {
  const line = text.trim().replaceAll(/\s*\n\s*/g, ' / ')
  return line.length > 400 ? `${line.slice(0, 400)}…` : line
}
