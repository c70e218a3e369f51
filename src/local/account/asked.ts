import { matchesWildcard } from '../../text/wildcard.ts'
import { ApiError } from '../api-error.ts'
import type { AccountSeed, AccountSeeds, RegionSeed } from './account-seed.ts'

/** A question to a service beside Image Builder, as the account is that is asked. */
export interface Asked {
  partition: string
  account: string
  region: string
  seeds: AccountSeeds
  seed: AccountSeed
  here: RegionSeed
}

/**
 * @param permission the IAM action
 * @throws {ApiError} when it is denied, or the seed says nothing of the account
 */
export function askedOf(
  seeds: AccountSeeds,
  at: Pick<Asked, 'partition' | 'account' | 'region'>,
  permission: string,
): Asked {
  const seed = seeds[at.account]
  if (!seed) throw denied(`The seed's account section says nothing of account ${at.account}.`)
  if (seed.denied?.some((pattern) => matchesWildcard(pattern, permission))) {
    throw denied(`No policy of account ${at.account} allows ${permission}.`)
  }
  return { ...at, seeds, seed, here: seed.regions?.[at.region] ?? {} }
}

const denied = (message: string): ApiError => new ApiError('AccessDeniedException', message)

/** The items of a list in a form: `SubnetId.1`, `ActionNames.member.1`. */
export function listIn(form: URLSearchParams, name: string): string[] {
  return [...form]
    .filter(([key]) => key.startsWith(`${name}.`) && /^(?:member\.)?\d+$/.test(key.slice(name.length + 1)))
    .map(([, value]) => value)
}

/** EC2's filters: each must match, one of its values is enough, `*` and `?` are patterns. */
export function filtersIn(form: URLSearchParams): (name: string, value: string | readonly string[]) => boolean {
  const wanted = new Map<string, string[]>()
  for (const [key, name] of form) {
    const [, number] = /^Filter\.(\d+)\.Name$/.exec(key) ?? []
    if (number !== undefined) wanted.set(name, listIn(form, `Filter.${number}.Value`))
  }
  return (name, value) => {
    const patterns = wanted.get(name)
    return !patterns || patterns.some((pattern) => [value].flat().some((each) => matchesWildcard(pattern, each)))
  }
}
