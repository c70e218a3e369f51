import { GuardError } from '../../model/errors.ts'
import type { Json } from '../../model/json.ts'
import { isObject } from '../../model/json.ts'
import { misfit, type Shape } from '../../model/shape.ts'

/** What there is in an account beside Image Builder; what is left out is not there. */
export type AccountSeed = {
  /** IAM actions that are denied to whoever asks, such as `iam:*`. */
  denied?: string[]
  instanceProfiles?: {
    name: string
    /** Name of its role; `''` for none. Default: the profile's. */
    role?: string
    /** Services that the role trusts. Default: EC2. */
    trusts?: string[]
    /** What the role may do, with `*` for any text; a resource that is left out is all. Default: everything. */
    allows?: { action: string; resource?: string }[]
  }[]
  buckets?: {
    name: string
    region?: string
    /** Other accounts that may list it. */
    readers?: string[]
  }[]
  /** By their names. */
  regions?: Record<string, RegionSeed>
}

export type RegionSeed = {
  /** `key` is the KmsMasterKeyId; a name that ends in `.fifo` is a FIFO topic's. */
  topics?: { name: string; key?: string }[]
  keys?: { id: string; alias?: string; state?: string; manager?: string }[]
  vpcs?: { id: string; isDefault?: boolean }[]
  subnets?: { id: string; vpc: string; zone: string; isPublic?: boolean }[]
  /** `egress`: TCP ports that may leave. Default: everything. */
  securityGroups?: { id: string; vpc: string; egress?: number[] }[]
  routeTables?: {
    vpc: string
    isMain?: boolean
    subnets?: string[]
    /** `via` is an id of what the route leads to, such as `nat-1`, `igw-1`, `tgw-1`. */
    routes?: { to: string; via: string; state?: string }[]
  }[]
  endpoints?: { service: string; vpc: string; state?: string; privateDns?: boolean }[]
  /** By zone. */
  instanceTypes?: Record<string, string[]>
  keyPairs?: string[]
  hosts?: { id: string; zone: string; state?: string }[]
  /** Names of resource groups. */
  hostGroups?: string[]
  imds?: { httpTokens?: string; isEnforced?: boolean }
}

const region: Shape = {
  topics: [{ name: 'text', key: 'text' }],
  keys: [{ id: 'text', alias: 'text', state: 'text', manager: 'text' }],
  vpcs: [{ id: 'text', isDefault: 'boolean' }],
  subnets: [{ id: 'text', vpc: 'text', zone: 'text', isPublic: 'boolean' }],
  securityGroups: [{ id: 'text', vpc: 'text', egress: ['number'] }],
  routeTables: [
    { vpc: 'text', isMain: 'boolean', subnets: ['text'], routes: [{ to: 'text', via: 'text', state: 'text' }] },
  ],
  endpoints: [{ service: 'text', vpc: 'text', state: 'text', privateDns: 'boolean' }],
  instanceTypes: { '*': ['text'] },
  keyPairs: ['text'],
  hosts: [{ id: 'text', zone: 'text', state: 'text' }],
  hostGroups: ['text'],
  imds: { httpTokens: 'text', isEnforced: 'boolean' },
}

const shape: Shape = {
  '*': {
    denied: ['text'],
    instanceProfiles: [
      { name: 'text', role: 'text', trusts: ['text'], allows: [{ action: 'text', resource: 'text' }] },
    ],
    buckets: [{ name: 'text', region: 'text', readers: ['text'] }],
    regions: { '*': region },
  },
}

export type AccountSeeds = Record<string, AccountSeed>

/** @throws {GuardError} that names what is wrong with the `account` section of a seed */
export function checkAccounts(value: Json | undefined): AccountSeeds {
  const accounts = value ?? {}
  const ids = isObject(accounts) ? Object.keys(accounts) : []
  const odd = ids.find((id) => !/^\d{12}$/.test(id))
  const problem =
    odd === undefined ? misfit(accounts, shape, true) : `${JSON.stringify(odd)} is no account of 12 digits`
  if (problem === undefined) return accounts as unknown as AccountSeeds
  throw new GuardError('Config', `The seed's account section cannot be used: ${problem}.`, {
    hint: 'By account, such as account: { "123456789012": { instanceProfiles: [{ name: Builder }], regions: { eu-west-1: { keyPairs: [debug] } } } }.',
  })
}
