import { GuardError } from '../model/errors.ts'
import { laneOf } from '../resource/target-arn.ts'

/** The partitions that targets are in, such as `aws`. */
export function partitionsOf(targets: readonly { arn: string }[]): string {
  const partitions = targets.flatMap(({ arn }) => laneOf(arn)?.partition ?? [])
  return [...new Set(partitions)].sort().join(',')
}

/**
 * What a run did in one place says nothing about another: there its journal would be used up.
 * @param now undefined where a program brought its own clients
 * @throws {GuardError} `Journal`
 */
export function requireSamePlace(earlier: { endpoint?: string }, now: string | undefined, path: string): void {
  const { endpoint } = earlier
  // Before 1.1 the place was not recorded. A local Image Builder is gone with its process: it was not there.
  if (now === undefined || endpoint === now || (endpoint === undefined && now !== 'local')) return
  throw new GuardError('Journal', `The run in ${path} ${whereIs(endpoint)}, and this is ${nameOf(now)}.`, {
    hint: 'Name the endpoint that it was recorded at (without --local, with its --endpoint-url), or another journal.',
  })
}

const whereIs = (endpoint: string | undefined) =>
  endpoint === undefined ? 'was recorded by a version that did not note where' : `was recorded at ${nameOf(endpoint)}`

function nameOf(endpoint: string): string {
  if (endpoint === 'aws') return 'AWS'
  return endpoint === 'local' ? 'a local Image Builder (--local)' : endpoint
}
