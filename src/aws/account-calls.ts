import type { Lane } from '../model/arn.ts'
import type { JsonObject } from '../model/json.ts'

/** As it stands in hosts and signatures. */
export type ServiceName = 'ec2' | 'iam' | 'kms' | 'organizations' | 'resource-groups' | 's3' | 'sns' | 'sts'

/**
 * Raw calls to the services of one account, signed with the credentials of `targets`. Each is sent once: turns, retries
 * and pages are for `pacing/` (`lanes.ask`) and `pages.ts`.
 *
 * ```ts
 * const { InstanceProfile } = await account.call('iam', 'GetInstanceProfile', { InstanceProfileName: 'Builder' }, signal)
 * const { subnetSet } = await account.call('ec2', 'DescribeSubnets', { SubnetId: ['subnet-1'] }, signal)
 * const { status, headers } = await account.rest('s3', { method: 'HEAD', path: '/my-logs' }, signal)
 * ```
 */
export interface AccountCalls {
  /**
   * The result of an action of a service with the protocols query, EC2 or JSON. Parameters have the names of the wire:
   * EC2's lists the singular (`Filter: [{ Name: 'vpc-id', Value: ['vpc-1'] }]`). Of an answer in XML lists are lists, maps
   * are objects, and every other value is text (`'true'`); `listOf` reads a list that may be empty.
   * @throws {ServiceError} `not-found` for what does not exist, `refused` for what is denied
   */
  call(service: ServiceName, action: string, input?: JsonObject, signal?: AbortSignal): Promise<JsonObject>
  /**
   * The answer of a service with a REST protocol, whatever its status says of the thing that was asked for: 301, 403 and
   * 404 of a bucket are answers. Redirects are not followed.
   * @throws {ServiceError} `throttled`, `unavailable` or `credentials`
   */
  rest(service: ServiceName, request: RestRequest, signal?: AbortSignal): Promise<RestAnswer>
}

export interface RestRequest {
  method: 'GET' | 'HEAD' | 'POST'
  /** From the root of the service, as it is to be sent: buckets are its first part. */
  path: string
  query?: Record<string, string>
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: JsonObject
}

export interface RestAnswer {
  status: number
  /** In lower case. */
  headers: Record<string, string>
  text: string
}

/** Makes the calls of an account and Region. */
export type SignedCalls = (lane: Lane) => AccountCalls
