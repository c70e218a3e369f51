import type { Facts } from '../model/facts.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { isTrue, objectsOf, textOf } from './answers.ts'
import type { FactKind } from './fact-kind.ts'
import type { Inquiry } from './inquiry.ts'
import { arnOf, askGroup, askSubnet, groupsOf, idOf } from './network.ts'

export const routeToSsm: FactKind<'routeToSsm', { subnet: string; groups: string[] }> = {
  name: 'routeToSsm',
  permissions: [
    'ec2:DescribeSubnets',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeRouteTables',
    'ec2:DescribeVpcEndpoints',
  ],
  // The default VPC that a configuration without a subnet builds in leads to the internet.
  question({ config: { subnetId = '', securityGroupIds = [] } }) {
    const subnet = idOf(subnetId, 'subnet')
    return subnet === undefined ? undefined : { subnet, groups: groupsOf(securityGroupIds) }
  },
  async ask({ subnet: id, groups: ids }, inquiry): Promise<Facts['routeToSsm']> {
    const subnet = await askSubnet(id, inquiry)
    // Of a subnet that is not there `network` speaks.
    if (!subnet.exists) return { ...open, hasPublicAddress: false }
    const [routes, endpoints, groups] = await Promise.all([
      askRoutes(id, subnet.vpc, inquiry),
      askEndpoints(subnet.vpc, inquiry),
      Promise.all(ids.map((group) => askGroup(group, inquiry))),
    ])
    return {
      ...routes,
      ...endpoints,
      hasPublicAddress: subnet.hasPublicAddress,
      // Groups that are not there say nothing of what may leave.
      hasEgress: groups.every(({ exists }) => !exists) || groups.some(({ hasEgress }) => hasEgress),
    }
  },
}

const open = { defaultRoute: 'nat', hasOtherRoutes: false, endpoints: [], brokenEndpoints: [], hasEgress: true }

/** The table that the subnet is associated with, else the main one of its VPC. */
async function askRoutes(
  subnet: string,
  vpc: string,
  inquiry: Inquiry,
): Promise<Pick<Facts['routeToSsm'], 'defaultRoute' | 'hasOtherRoutes'>> {
  const tables = (filters: Record<string, string>) => {
    const Filter = Object.entries(filters).map(([Name, value]) => ({ Name, Value: [value] }))
    return inquiry.list('ec2:DescribeRouteTables', { Filter }, 'routeTableSet', arnOf('subnet', subnet, inquiry))
  }
  const own = await tables({ 'association.subnet-id': subnet })
  const [table] = own.length > 0 ? own : await tables({ 'vpc-id': vpc, 'association.main': 'true' })
  const routes = objectsOf(table?.routeSet)
  const isDefault = ({ destinationCidrBlock }: JsonObject): boolean => destinationCidrBlock === '0.0.0.0/0'
  const first = routes.find(isDefault)
  return {
    defaultRoute: first ? targetOf(first) : 'none',
    hasOtherRoutes: routes.some((route) => !isDefault(route) && isElsewhere(targetOf(route))),
  }
}

/** Local routes and gateway endpoints lead to the VPC and to S3; a blackhole leads nowhere. */
const isElsewhere = (target: string): boolean => !/^(?:local|blackhole|none|vpce-.*)$/.test(target)

function targetOf(route: JsonObject): string {
  const { state, natGatewayId, gatewayId } = route
  if (state === 'blackhole') return 'blackhole'
  if (textOf(natGatewayId) !== '') return 'nat'
  const gateway = textOf(gatewayId)
  if (gateway.startsWith('igw-')) return 'internet'
  if (gateway !== '') return gateway
  const others: (Json | undefined)[] = [
    route.transitGatewayId,
    route.vpcPeeringConnectionId,
    route.instanceId,
    route.networkInterfaceId,
    route.localGatewayId,
    route.carrierGatewayId,
    route.coreNetworkArn,
    route.egressOnlyInternetGatewayId,
  ]
  return others.map(textOf).find((id) => id !== '') ?? 'none'
}

/** In Regions of 2024 and later there is no `ec2messages`; what the agent needs everywhere are these. */
const needed = ['ssm', 'ssmmessages']

async function askEndpoints(
  vpc: string,
  inquiry: Inquiry,
): Promise<Pick<Facts['routeToSsm'], 'endpoints' | 'brokenEndpoints'>> {
  const filter = { Name: 'vpc-id', Value: [vpc] }
  const found = await inquiry.list(
    'ec2:DescribeVpcEndpoints',
    { Filter: [filter] },
    'vpcEndpointSet',
    arnOf('vpc', vpc, inquiry),
  )
  const named = found
    .map((endpoint) => ({ endpoint, service: textOf(endpoint.serviceName).split('.').at(-1) ?? '' }))
    .filter(({ service }) => needed.includes(service))
  const problemOf = ({ state, privateDnsEnabled }: JsonObject): string | undefined => {
    if (textOf(state).toLowerCase() !== 'available') return `is ${textOf(state)}`
    return isTrue(privateDnsEnabled) ? undefined : 'has no private DNS'
  }
  const endpoints = needed.filter((name) =>
    named.some(({ service, endpoint }) => service === name && problemOf(endpoint) === undefined),
  )
  const brokenEndpoints = named.flatMap(({ service, endpoint }) => {
    const reason = problemOf(endpoint)
    return reason === undefined || endpoints.includes(service) ? [] : [{ service, reason }]
  })
  return { endpoints, brokenEndpoints }
}
