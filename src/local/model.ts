import model from './model.json' with { type: 'json' }

/** A shape of the API's model, or a member's reference to one. */
export interface Shape {
  type: 'structure' | 'list' | 'map' | 'string' | 'integer' | 'boolean'
  required?: string[]
  members?: Record<string, MemberShape>
  member?: MemberShape
  key?: MemberShape
  value?: MemberShape
  min?: number
  max?: number
  pattern?: string
  enum?: string[]
  /** Of an error. */
  httpStatusCode?: number
}

export interface MemberShape {
  shape: string
  location?: 'querystring' | 'uri'
  idempotencyToken?: boolean
}

export interface OperationModel {
  method: string
  uri: string
  input: string
  output: string
  errors: string[]
}

export type OperationName = keyof typeof model.operations

export const operations: Readonly<Record<OperationName, OperationModel>> = model.operations

/** What is served of STS. */
export const stsActions = ['GetCallerIdentity', 'AssumeRole'] as const

/** What is served of other services than Image Builder, by their names in signatures. */
export const otherActions: Readonly<Record<OtherService, readonly string[]>> = {
  sts: stsActions,
  organizations: ['ListAccounts'],
  ec2: [
    'DescribeRegions',
    'DescribeHosts',
    'DescribeInstanceTypeOfferings',
    'DescribeKeyPairs',
    'DescribeRouteTables',
    'DescribeSecurityGroups',
    'DescribeSubnets',
    'DescribeVpcEndpoints',
    'DescribeVpcs',
    'GetInstanceMetadataDefaults',
  ],
  iam: ['GetInstanceProfile', 'SimulatePrincipalPolicy'],
  kms: ['DescribeKey'],
  'resource-groups': ['GetGroup'],
  s3: ['HeadBucket'],
  sns: ['GetTopicAttributes'],
}

export type OtherService = 'sts' | 'organizations' | 'ec2' | 'iam' | 'kms' | 'resource-groups' | 's3' | 'sns'

export function isOtherAction(name: string): boolean {
  return Object.values(otherActions).some((actions) => actions.includes(name))
}

const shapes = new Map<string, Shape>(Object.entries(model.shapes as Record<string, Shape>))

export function shapeOf(name: string): Shape {
  const shape = shapes.get(name)
  if (!shape) throw new Error(`The model has no shape ${name}.`)
  return shape
}

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name)
}

export function membersOf(shape: Shape): [string, MemberShape][] {
  return Object.entries(shape.members ?? {})
}

/** Status of each modelled error, by name. */
export const modelledErrors: ReadonlyMap<string, number> = new Map(
  [...shapes].flatMap(([name, { httpStatusCode }]) =>
    httpStatusCode === undefined ? [] : [[name, httpStatusCode] as const],
  ),
)
