import type { Json, JsonObject } from './json.ts'
import type { ShapeOf } from './shape.ts'

/** What an account answers about the names in a configuration: plain JSON, by the names of a rule's `needs`. */
export interface Facts {
  /** The instance profile, with its roles (there is one, or none). */
  instanceProfile: { exists: boolean; roles: { arn: string; trustsEc2: boolean }[] }
  /** What the role of the instance profile may not do of what a build does; no role where there is none to ask about. */
  rolePermissions: { role: string; denied: { action: string; resource: string }[] }
  /** The bucket of the logs. The Region is `''` where S3 does not say it. */
  bucket: { exists: boolean; isForeign: boolean; region: string }
  /** The SNS topic; of a foreign one nothing is asked. */
  topic: { exists: boolean; isForeign: boolean; isFifo: boolean }
  /** The key that the topic is encrypted with; `''` where it is not. */
  topicKey: { key: string; exists: boolean; isForeign: boolean; isManagedByAws: boolean; state: string }
  /** Subnet and security groups with their VPCs. Without a subnet its id is `''`, and the default VPC counts. */
  network: {
    subnet: { id: string; exists: boolean; vpc: string; zone: string }
    groups: { id: string; exists: boolean; vpc: string }[]
    defaultVpc: string
  }
  /** How the subnet leads out, and what leads to Systems Manager inside of its VPC. */
  routeToSsm: {
    /** Of the default route: `internet`, `nat`, `blackhole`, `none`, or what cannot be judged, such as a transit gateway's id. */
    defaultRoute: string
    /** Whether other routes lead to what cannot be judged. */
    hasOtherRoutes: boolean
    hasPublicAddress: boolean
    /** Services with an endpoint in the VPC that works: `ssm`, `ssmmessages`. */
    endpoints: string[]
    /** Endpoints that are there and do not work, with the reason. */
    brokenEndpoints: { service: string; reason: string }[]
    /** Whether a security group lets HTTPS out. */
    hasEgress: boolean
  }
  /** Which of the instance types are offered in the subnet's zone, or in the Region. */
  typeOfferings: { place: string; offered: string[] }
  keyPair: { exists: boolean }
  /** Dedicated host or host resource group; `''` for a zone that is not known or stated. */
  placement: { exists: boolean; zone: string; subnetZone: string }
  /** The account's defaults for instance metadata in the Region. */
  imdsDefaults: { httpTokens: string; isEnforced: boolean }
}

export type FactName = keyof Facts

/** The facts about one configuration; absent where it does not name what they are about. */
export type KnownFacts = { [Name in FactName]?: Facts[Name] }

export const factShapes: { readonly [Name in FactName]: ShapeOf<Facts[Name]> } = {
  instanceProfile: { exists: 'boolean', roles: [{ arn: 'text', trustsEc2: 'boolean' }] },
  rolePermissions: { role: 'text', denied: [{ action: 'text', resource: 'text' }] },
  bucket: { exists: 'boolean', isForeign: 'boolean', region: 'text' },
  topic: { exists: 'boolean', isForeign: 'boolean', isFifo: 'boolean' },
  topicKey: { key: 'text', exists: 'boolean', isForeign: 'boolean', isManagedByAws: 'boolean', state: 'text' },
  network: {
    subnet: { id: 'text', exists: 'boolean', vpc: 'text', zone: 'text' },
    groups: [{ id: 'text', exists: 'boolean', vpc: 'text' }],
    defaultVpc: 'text',
  },
  routeToSsm: {
    defaultRoute: 'text',
    hasOtherRoutes: 'boolean',
    hasPublicAddress: 'boolean',
    endpoints: ['text'],
    brokenEndpoints: [{ service: 'text', reason: 'text' }],
    hasEgress: 'boolean',
  },
  typeOfferings: { place: 'text', offered: ['text'] },
  keyPair: { exists: 'boolean' },
  placement: { exists: 'boolean', zone: 'text', subnetZone: 'text' },
  imdsDefaults: { httpTokens: 'text', isEnforced: 'boolean' },
}

export const factNames = Object.keys(factShapes) as FactName[]

/** Why a question has no answer. */
export interface Unanswered {
  /** The IAM action that was asked for, or that would have been. */
  permission: string
  /** What was asked about, an ARN where there is one. */
  about: string
  why: 'denied' | 'throttled' | 'unreachable'
  /** In the service's words. */
  reason: string
}

export type Answer = { known: Json } | { unanswered: Unanswered }

/** What was asked of an account and Region, or of an account alone, and the answer. */
export interface LearnedFact {
  fact: FactName
  partition: string
  account: string
  region?: string
  question: JsonObject
  answer: Answer
}

/** What a run learned of the accounts that its configurations live in. */
export interface LearnedFacts {
  /** When it was asked, ISO 8601. */
  time: string
  learned: LearnedFact[]
}
