import type { AccountCalls, ServiceName, SignedCalls } from '../../aws/account-calls.ts'
import { allPages } from '../../aws/pages.ts'
import { listOf } from '../../aws/wire.ts'
import { type Lane, partitionOf } from '../../model/arn.ts'
import type { Unreachable } from '../../model/audit.ts'
import { GuardError } from '../../model/errors.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { isObject } from '../../model/json.ts'
import { type Objection, objectionOf } from '../../pacing/caller.ts'
import { createLanes, type LanePorts } from '../../pacing/lanes.ts'
import { short } from '../../text/short.ts'

/** Which accounts and Regions are meant. `all` are those of the organization, and those enabled in each account. */
export interface Where {
  /** Default: the caller's. */
  accounts?: readonly string[] | 'all' | undefined
  skipAccounts?: readonly string[] | undefined
  /** Default: the caller's. */
  regions?: readonly string[] | 'all' | undefined
}

export interface FoundLanes {
  lanes: Lane[]
  /** Accounts whose Regions nobody could tell, and what is listed as an account and is none. */
  unreachable: Unreachable[]
  /** Accounts of the organization that are not active. */
  suspended: string[]
}

export interface FindPorts extends LanePorts {
  accounts: SignedCalls
}

/**
 * Finds out which accounts and Regions are meant.
 * @throws {GuardError} `Refused` when the organization may not be listed or nobody says whose the credentials are,
 * `Usage` when no Region is known, `Credentials` when there are none
 */
export async function findLanes(
  where: Where,
  /** The caller's. */
  region: string | undefined,
  ports: FindPorts,
  { concurrency, signal }: { concurrency: number; signal?: AbortSignal },
): Promise<FoundLanes> {
  const lanes = createLanes(ports, { concurrency })
  const [first] = where.regions === 'all' ? [region] : (where.regions ?? [region])
  const home = region ?? first
  if (where.regions === undefined && region === undefined) throw noRegion()
  const place = home ?? 'us-east-1'
  const own: Lane = { partition: partitionOf(place), account: '', region: place }

  async function ask<T>(lane: Lane, service: ServiceName, call: (account: AccountCalls) => Promise<T>): Promise<T> {
    return lanes.ask(lane, service, () => call(ports.accounts(lane)), signal)
  }

  async function organization(): Promise<JsonObject[]> {
    return allPages(async (token) => {
      const input = token === undefined ? {} : { NextToken: token }
      const { Accounts, NextToken } = await ask(own, 'organizations', (account) =>
        account.call('organizations', 'ListAccounts', input, signal),
      )
      return {
        items: (Array.isArray(Accounts) ? Accounts : []).filter(isObject),
        nextToken: typeof NextToken === 'string' ? NextToken : undefined,
      }
    })
  }

  async function accountsOf(): Promise<{ accounts: string[]; suspended: string[]; odd: Unreachable[] }> {
    const { accounts = [await callerAccount()] } = where
    if (accounts !== 'all') return { accounts: [...accounts], suspended: [], odd: [] }
    const listed = await organization().catch((error: unknown) => refuse(error, cannotList))
    const ids = (active: boolean): string[] =>
      listed.flatMap((account) => (isActive(account) === active ? (idOf(account) ?? []) : []))
    const odd = listed.filter((account) => isActive(account) && idOf(account) === undefined)
    return { accounts: ids(true), suspended: ids(false), odd: odd.map(noAccount) }
  }

  async function callerAccount(): Promise<string> {
    const { Account } = await ask(own, 'sts', (account) => account.call('sts', 'GetCallerIdentity', {}, signal)).catch(
      (error: unknown) => refuse(error, nobodySays),
    )
    return String(Account)
  }

  async function regionsOf(account: string): Promise<Lane[] | Unreachable> {
    const lane = { ...own, account }
    try {
      const { regionInfo } = await ask(lane, 'ec2', (calls) => calls.call('ec2', 'DescribeRegions', {}, signal))
      return listOf(regionInfo).flatMap((each) => (isEnabled(each) ? { ...lane, region: String(each.regionName) } : []))
    } catch (error) {
      signal?.throwIfAborted()
      const { code, reason } = objectionOf(error)
      return { account, code, message: `its Regions cannot be listed: ${reason}` }
    }
  }

  function refuse(error: unknown, words: (objection: Objection) => GuardError): never {
    signal?.throwIfAborted()
    throw words(objectionOf(error))
  }

  const { accounts, suspended, odd } = await accountsOf()
  const skipped = new Set(where.skipAccounts)
  const wanted = [...new Set(accounts)].filter((account) => !skipped.has(account))
  const { regions = region === undefined ? [] : [region] } = where
  const found =
    regions === 'all'
      ? await Promise.all(wanted.map(regionsOf))
      : wanted.map((account) => [...new Set(regions)].map((name) => laneIn(account, name)))
  return {
    lanes: found.flatMap((each) => (Array.isArray(each) ? each : [])),
    unreachable: [...odd, ...found.flatMap((each) => (Array.isArray(each) ? [] : each))],
    suspended: suspended.filter((account) => !skipped.has(account)),
  }
}

const laneIn = (account: string, region: string): Lane => ({ partition: partitionOf(region), account, region })

/** `Status` goes away in favour of `State`: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html */
const isActive = ({ State, Status }: JsonObject): boolean => (State ?? Status) === 'ACTIVE'

function idOf({ Id }: JsonObject): string | undefined {
  return typeof Id === 'string' && /^\d{12}$/.test(Id) ? Id : undefined
}

function noAccount({ Id }: JsonObject): Unreachable {
  const message = 'the organization lists it, but an account ID has 12 digits'
  return { account: typeof Id === 'string' ? short(Id, 50) : 'without an ID', code: 'InvalidAnswer', message }
}

function isEnabled(region: Json): region is JsonObject {
  return isObject(region) && typeof region.regionName === 'string' && region.optInStatus !== 'not-opted-in'
}

function cannotList({ code, reason }: Objection): GuardError {
  return new GuardError('Refused', `The accounts of the organization cannot be listed: ${code}: ${reason}.`, {
    hint: "Run it with credentials of the organization's management account, or of a delegated administrator that may call organizations:ListAccounts, or name the accounts: --account 123456789012, repeatable.",
  })
}

function nobodySays({ code, reason }: Objection): GuardError {
  return new GuardError('Refused', `It is not known whose the credentials are: ${code}: ${reason}.`, {
    hint: 'Name the account, such as --account 123456789012, or all of the organization: --account all.',
  })
}

function noRegion(): GuardError {
  return new GuardError('Usage', 'It is not said which Region is meant.', {
    hint: 'Name it, such as --region eu-west-1 (repeatable), or all that are enabled: --region all; or set AWS_REGION.',
  })
}
