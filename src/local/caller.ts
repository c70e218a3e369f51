import type { IncomingHttpHeaders } from 'node:http'
import { ApiError } from './api-error.ts'

/** Who signed a request, and for which Region. Signatures are not verified: any secret will do. */
export interface Caller {
  accessKeyId: string
  region: string
  /** The key's own account; undefined for a key that is served for any. */
  account: string | undefined
  sessionToken: string | undefined
}

/** @throws {ApiError} for a request that is not signed, or not with Signature Version 4 */
export function authenticate(headers: IncomingHttpHeaders): Caller {
  const authorization = headers.authorization
  if (!authorization) {
    throw new ApiError('MissingAuthenticationTokenException', 'Missing Authentication Token')
  }
  const [, accessKeyId, region] =
    /^AWS4-[A-Z0-9-]+ .*\bCredential=([\w-]{1,128})\/\d{8}\/([a-z0-9*-]+)\/[a-z0-9-]+\/aws4_request\b/.exec(
      authorization,
    ) ?? []
  if (!accessKeyId || !region || !/\bSignature=./.test(authorization)) {
    throw new ApiError(
      'IncompleteSignatureException',
      'The Authorization header is no Signature Version 4 with Credential, SignedHeaders and Signature.',
    )
  }
  const token = headers['x-amz-security-token']
  return {
    accessKeyId,
    region,
    account: accountOfKey(accessKeyId),
    sessionToken: typeof token === 'string' ? token : undefined,
  }
}

/** An issued key holds its account, so that it stays good when the server is restarted. */
export function issueKey(account: string, random: string): string {
  return `ASIA${account}${random.slice(0, 4).toUpperCase()}`
}

function accountOfKey(key: string): string | undefined {
  return /^(?:ASIA)?(\d{12})(?:$|(?<=^ASIA\d{12})\w{4}$)/.exec(key)?.[1]
}
