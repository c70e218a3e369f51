import type { Lane } from '../model/arn.ts'
import type { ServiceName } from './account-calls.ts'
import { ServiceError } from './image-builder.ts'
import type { AwsOptions } from './options.ts'

interface Service {
  protocol: 'query' | 'ec2' | 'json' | 'rest'
  /** Of the API, where the protocol names it. */
  version?: string
  /** What `X-Amz-Target` begins with. */
  target?: string
  /** One endpoint a partition: its Region, and its host where that is not the Region's. */
  global?: Record<string, { region: string; host?: string }>
}

/** The services that are asked beside Image Builder. */
const services: Record<ServiceName, Service> = {
  ec2: { protocol: 'ec2', version: '2016-11-15' },
  iam: {
    protocol: 'query',
    version: '2010-05-08',
    // https://docs.aws.amazon.com/general/latest/gr/iam-service.html
    global: {
      aws: { region: 'us-east-1', host: 'iam.amazonaws.com' },
      'aws-cn': { region: 'cn-north-1' },
      'aws-us-gov': { region: 'us-gov-west-1', host: 'iam.us-gov.amazonaws.com' },
      'aws-iso': { region: 'us-iso-east-1' },
      'aws-iso-b': { region: 'us-isob-east-1' },
      'aws-iso-e': { region: 'eu-isoe-west-1' },
      'aws-iso-f': { region: 'us-isof-south-1' },
      'aws-eusc': { region: 'eusc-de-east-1' },
    },
  },
  kms: { protocol: 'json', target: 'TrentService' },
  organizations: {
    protocol: 'json',
    target: 'AWSOrganizationsV20161128',
    // https://docs.aws.amazon.com/general/latest/gr/ao.html
    global: {
      aws: { region: 'us-east-1' },
      'aws-cn': { region: 'cn-northwest-1' },
      'aws-us-gov': { region: 'us-gov-west-1' },
      'aws-iso': { region: 'us-iso-east-1' },
      'aws-iso-b': { region: 'us-isob-east-1' },
      'aws-iso-e': { region: 'eu-isoe-west-1' },
      'aws-iso-f': { region: 'us-isof-south-1' },
      'aws-eusc': { region: 'eusc-de-east-1' },
    },
  },
  'resource-groups': { protocol: 'rest' },
  s3: { protocol: 'rest' },
  sns: { protocol: 'query', version: '2010-03-31' },
  sts: { protocol: 'query', version: '2011-06-15' },
}

export function serviceOf(name: ServiceName): Service {
  return services[name]
}

/** The account and Region that a service counts its calls in: all Regions share a global one. */
export function placeOf(name: ServiceName, lane: Lane): Lane {
  const { global } = services[name]
  return global ? { ...lane, region: global[lane.partition]?.region ?? lane.region } : lane
}

const suffixes: Record<string, string> = {
  'aws-cn': 'amazonaws.com.cn',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
  'aws-eusc': 'amazonaws.eu',
}

/**
 * Where a service is asked: `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, else AWS's endpoint in the Region.
 * @throws {ServiceError} `refused` before a stand-in on this machine beside which the service is not named, so that what
 * is tried out there never asks AWS
 */
export function endpointOf(name: ServiceName, lane: Lane, options: AwsOptions): URL {
  const env = options.env ?? process.env
  const own = options.local?.url ?? ownEndpoint(name, env)
  if (own !== undefined) return urlOf(name, own)
  if (!isAsked(name, options)) {
    const message = `Image Builder is a stand-in on this machine, and AWS_ENDPOINT_URL_${variable(name)} names none for ${name}`
    throw new ServiceError('refused', 'NoEndpoint', message)
  }
  const { region } = placeOf(name, lane)
  const { global } = services[name]
  const isFips = env.AWS_USE_FIPS_ENDPOINT === 'true' && lane.partition === 'aws'
  const host = isFips ? undefined : global?.[lane.partition]?.host
  return new URL(
    `https://${host ?? `${name}${isFips ? '-fips' : ''}.${region}.${suffixes[lane.partition] ?? 'amazonaws.com'}`}`,
  )
}

/** Whether there is a service to ask: a stand-in on this machine has none beside it unless it was named. */
export function isAsked(name: ServiceName, { local, endpointUrl, env = process.env }: AwsOptions): boolean {
  if (local) return false
  if (ownEndpoint(name, env) !== undefined) return true
  const endpoint = endpointUrl ?? env.AWS_ENDPOINT_URL_IMAGEBUILDER
  return !endpoint || !URL.canParse(endpoint) || !isLoopback(new URL(endpoint).hostname)
}

function ownEndpoint(name: ServiceName, env: NonNullable<AwsOptions['env']>): string | undefined {
  return env[`AWS_ENDPOINT_URL_${variable(name)}`] || env.AWS_ENDPOINT_URL || undefined
}

function variable(name: ServiceName): string {
  return name.toUpperCase().replaceAll('-', '_')
}

function urlOf(name: ServiceName, text: string): URL {
  if (URL.canParse(text)) return new URL(text)
  throw new ServiceError('refused', 'ERR_INVALID_URL', `the endpoint of ${name} is no URL`)
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname)
}
