/** What the local server knows beside Image Builder: the accounts of an organization, and the Regions of an account. */
import { GuardError } from '../model/errors.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { isObject, parseJson } from '../model/json.ts'
import { type AccountSeeds, checkAccounts } from './account/account-seed.ts'
import { ApiError } from './api-error.ts'
import { authenticate } from './caller.ts'
import { type Call, jsonReply, type Reply } from './exchange.ts'
import { element, xmlReply } from './xml.ts'

/** An account as ListAccounts answers it. */
type SeedAccount = JsonObject & { Id: string }

export type OrganizationSeed = { accounts: SeedAccount[] }

/** What a seed says of accounts and their Regions. */
export interface Surroundings {
  /** Undefined where there is no organization. */
  organization?: OrganizationSeed
  /** Enabled in every account. Default: those in which the account has resources, and the one it is asked in. */
  regions?: string[]
  /** What there is in each account for builds to use. */
  accounts?: AccountSeeds
}

/** @throws {GuardError} for what is neither accounts nor Regions */
export function checkSurroundings(
  organization: Json | undefined,
  regions: Json | undefined,
  account: Json | undefined,
): Surroundings {
  const accounts = isObject(organization) ? organization.accounts : organization
  if (accounts !== undefined && !(Array.isArray(accounts) && accounts.every(isAccount))) {
    throw new GuardError('Config', 'The seed\'s organization is not { accounts: [{ Id: "123456789012", … }] }.')
  }
  if (regions !== undefined && !(Array.isArray(regions) && regions.every((name) => typeof name === 'string'))) {
    throw new GuardError('Config', "The seed's regions are no list of names.")
  }
  return {
    ...(accounts !== undefined && { organization: { accounts } }),
    ...(regions !== undefined && { regions: regions as string[] }),
    accounts: checkAccounts(account),
  }
}

const isAccount = (value: Json): value is SeedAccount =>
  isObject(value) && typeof value.Id === 'string' && /^\d{12}$/.test(value.Id)

const pageSize = 20

/**
 * Organizations' ListAccounts, in JSON 1.1.
 * @throws {ApiError}
 */
export function answerOrganizations({ headers, body }: Call, requestId: string, { organization }: Surroundings): Reply {
  authenticate(headers)
  if (headers['x-amz-target'] !== 'AWSOrganizationsV20161128.ListAccounts') {
    throw new ApiError('UnknownOperationException', 'The local Organizations serves ListAccounts.')
  }
  if (!organization) {
    throw new ApiError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.')
  }
  const { NextToken: token = '0', MaxResults: most = pageSize } = inputOf(body)
  const from = Number(token)
  const size = Math.min(Number(most), pageSize)
  const accounts = organization.accounts.slice(from, from + size)
  if (!/^\d+$/.test(String(token)) || !(size >= 1)) {
    throw new ApiError('InvalidInputException', 'You specified an invalid value for NextToken or MaxResults.')
  }
  const end = from + accounts.length
  const next = end < organization.accounts.length ? { NextToken: String(end) } : {}
  return jsonReply(200, requestId, { Accounts: accounts.map(complete), ...next })
}

/** With the members that a seed need not spell out. */
function complete(account: SeedAccount): JsonObject {
  const { Id, Name = `account-${Id}` } = account
  const said = account.State === undefined && account.Status === undefined ? { State: 'ACTIVE', Status: 'ACTIVE' } : {}
  return { Arn: `arn:aws:organizations::${Id}:account/o-local/${Id}`, Name, ...said, ...account }
}

function inputOf(body: Buffer | undefined): JsonObject {
  try {
    const input = parseJson(String(body ?? '') || '{}')
    if (isObject(input)) return input
  } catch {
    // Told below.
  }
  throw new ApiError('SerializationException', 'The body is no JSON object.')
}

/** EC2's DescribeRegions in its query protocol: the Regions that are enabled in the caller's account. */
export function describeRegions(requestId: string, regions: readonly string[]): Reply {
  const items = regions.map(
    (name) =>
      `<item>${element('regionName', name)}${element('regionEndpoint', `ec2.${name}.amazonaws.com`)}${element('optInStatus', 'opt-in-not-required')}</item>`,
  )
  const body = `<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${element('requestId', requestId)}<regionInfo>${items.join('')}</regionInfo></DescribeRegionsResponse>`
  return xmlReply(200, requestId, body)
}
