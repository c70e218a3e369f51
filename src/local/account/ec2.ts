/** What the local server knows of EC2: reads alone, of what the seed says. */
import type { Json, JsonObject } from '../../model/json.ts'
import { ApiError } from '../api-error.ts'
import type { RegionSeed } from './account-seed.ts'
import { type Asked, filtersIn, listIn } from './asked.ts'

type Ec2Action = (form: URLSearchParams, asked: Asked) => JsonObject

export const ec2Actions: Record<string, Ec2Action> = {
  DescribeSubnets: (form, { here }) => ({
    subnetSet: found(form, 'SubnetId', here.subnets, 'InvalidSubnetID.NotFound').map(
      ({ id, vpc, zone, isPublic = false }) => ({
        subnetId: id,
        vpcId: vpc,
        availabilityZone: zone,
        mapPublicIpOnLaunch: isPublic,
      }),
    ),
  }),
  DescribeSecurityGroups: (form, { here }) => ({
    securityGroupInfo: found(form, 'GroupId', here.securityGroups, 'InvalidGroup.NotFound').map(
      ({ id, vpc, egress }) => ({ groupId: id, vpcId: vpc, ipPermissionsEgress: permissionsOf(egress) }),
    ),
  }),
  DescribeVpcs(form, { here }) {
    const matches = filtersIn(form)
    const vpcs = found(form, 'VpcId', here.vpcs, 'InvalidVpcID.NotFound')
    return {
      vpcSet: vpcs
        .map(({ id, isDefault = false }) => ({ vpcId: id, isDefault }))
        .filter(({ vpcId, isDefault }) => matches('vpc-id', vpcId) && matches('is-default', String(isDefault))),
    }
  },
  DescribeRouteTables(form, { here }) {
    const matches = filtersIn(form)
    return {
      routeTableSet: (here.routeTables ?? [])
        .filter(
          ({ vpc, isMain = false, subnets = [] }) =>
            matches('vpc-id', vpc) &&
            matches('association.main', String(isMain)) &&
            matches('association.subnet-id', subnets),
        )
        .map((table, index) => routeTable(table, index)),
    }
  },
  DescribeVpcEndpoints(form, { here, region }) {
    const matches = filtersIn(form)
    return {
      vpcEndpointSet: (here.endpoints ?? [])
        .filter(({ vpc }) => matches('vpc-id', vpc))
        .map(({ service, vpc, state = 'available', privateDns = true }, index) => ({
          vpcEndpointId: `vpce-${index}`,
          vpcId: vpc,
          serviceName: `com.amazonaws.${region}.${service}`,
          state,
          privateDnsEnabled: privateDns,
        })),
    }
  },
  DescribeInstanceTypeOfferings(form, { here, region }) {
    const matches = filtersIn(form)
    const byZone = form.get('LocationType') === 'availability-zone'
    const offers = Object.entries(here.instanceTypes ?? {}).flatMap(([zone, types]) =>
      types.map((type) => ({ instanceType: type, location: byZone ? zone : region })),
    )
    const distinct = new Map(offers.map((offer) => [JSON.stringify(offer), offer]))
    return {
      instanceTypeOfferingSet: [...distinct.values()].filter(
        ({ instanceType, location }) => matches('instance-type', instanceType) && matches('location', location),
      ),
    }
  },
  DescribeKeyPairs: (form, { here }) => ({
    keySet: found(
      form,
      'KeyName',
      here.keyPairs?.map((id) => ({ id })),
      'InvalidKeyPair.NotFound',
    ).map(({ id }, index) => ({ keyPairId: `key-${index}`, keyName: id })),
  }),
  DescribeHosts: (form, { here }) => ({
    hostSet: found(form, 'HostId', here.hosts, 'InvalidHostID.NotFound').map(({ id, zone, state = 'available' }) => ({
      hostId: id,
      availabilityZone: zone,
      state,
    })),
  }),
  GetInstanceMetadataDefaults: (_form, { here: { imds } }) => ({
    accountLevel: {
      ...(imds?.httpTokens !== undefined && { httpTokens: imds.httpTokens }),
      ...(imds?.isEnforced !== undefined && { httpTokensEnforced: imds.isEnforced ? 'enabled' : 'disabled' }),
    },
  }),
}

/** Those that are named, or all; one that is not there refuses the call. */
function found<T extends { id: string }>(
  form: URLSearchParams,
  name: string,
  all: readonly T[] = [],
  missing: string,
): T[] {
  const ids = listIn(form, name)
  const absent = ids.find((id) => !all.some((each) => each.id === id))
  if (absent !== undefined) throw new ApiError(missing, `The ID '${absent}' does not exist`)
  return ids.length === 0 ? [...all] : all.filter(({ id }) => ids.includes(id))
}

function permissionsOf(ports: readonly number[] | undefined): Json[] {
  const ipRanges = [{ cidrIp: '0.0.0.0/0' }]
  if (!ports) return [{ ipProtocol: '-1', ipRanges }]
  return ports.map((port) => ({ ipProtocol: 'tcp', fromPort: port, toPort: port, ipRanges }))
}

type Table = NonNullable<RegionSeed['routeTables']>[number]

function routeTable({ vpc, isMain = false, subnets = [], routes = [] }: Table, index: number): JsonObject {
  const local = { destinationCidrBlock: '10.0.0.0/16', gatewayId: 'local', state: 'active' }
  return {
    routeTableId: `rtb-${index}`,
    vpcId: vpc,
    associationSet: [...(isMain ? [{ main: true }] : []), ...subnets.map((subnetId) => ({ main: false, subnetId }))],
    routeSet: [
      local,
      ...routes.map(({ to, via, state = 'active' }) => ({ destinationCidrBlock: to, [memberOf(via)]: via, state })),
    ],
  }
}

const members: Record<string, string> = {
  nat: 'natGatewayId',
  tgw: 'transitGatewayId',
  pcx: 'vpcPeeringConnectionId',
  i: 'instanceId',
  eni: 'networkInterfaceId',
  lgw: 'localGatewayId',
  cagw: 'carrierGatewayId',
}

const memberOf = (id: string): string => members[id.split('-')[0] ?? ''] ?? 'gatewayId'
