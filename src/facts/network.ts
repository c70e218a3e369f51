import type { Facts } from '../model/facts.ts'
import { objectOf, objectsOf, textOf } from './answers.ts'
import type { FactKind } from './fact-kind.ts'
import { type Inquiry, nonsense } from './inquiry.ts'

type Question = { subnet: string; groups: string[] }

export const network: FactKind<'network', Question> = {
  name: 'network',
  permissions: ['ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups', 'ec2:DescribeVpcs'],
  question({ config }) {
    const { subnetId, securityGroupIds = [] } = config
    const subnet = subnetId === undefined ? '' : idOf(subnetId, 'subnet')
    if (subnet === undefined) return undefined
    return { subnet, groups: groupsOf(securityGroupIds) }
  },
  async ask({ subnet: id, groups: ids }, inquiry): Promise<Facts['network']> {
    const [subnet, groups, defaultVpc] = await Promise.all([
      id === '' ? { id, exists: false, vpc: '', zone: '' } : askSubnet(id, inquiry),
      Promise.all(ids.map((group) => askGroup(group, inquiry))),
      id === '' ? askDefaultVpc(inquiry) : '',
    ])
    return {
      subnet: { id, exists: subnet.exists, vpc: subnet.vpc, zone: subnet.zone },
      groups: groups.map(({ exists, vpc }, index) => ({ id: ids[index] ?? '', exists, vpc })),
      defaultVpc,
    }
  },
}

/** An id in its form; what else stands there is another rule's to report, and nothing to ask about. */
export function idOf(text: string, prefix: string): string | undefined {
  return new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`).test(text) ? text : undefined
}

/** In one order, since they are a set. */
export function groupsOf(ids: readonly string[]): string[] {
  return [...new Set(ids.flatMap((id) => idOf(id, 'sg') ?? []))].sort()
}

interface Subnet {
  exists: boolean
  vpc: string
  zone: string
  hasPublicAddress: boolean
}

export async function askSubnet(id: string, inquiry: Inquiry): Promise<Subnet> {
  const about = arnOf('subnet', id, inquiry)
  const answer = await inquiry.ask('ec2:DescribeSubnets', { SubnetId: [id] }, about)
  if (!answer) return { exists: false, vpc: '', zone: '', hasPublicAddress: false }
  const found = objectsOf(answer.subnetSet).find(({ subnetId }) => subnetId === id)
  if (!found) throw nonsense('ec2:DescribeSubnets', about)
  const { vpcId, availabilityZone, mapPublicIpOnLaunch } = found
  return {
    exists: true,
    vpc: textOf(vpcId),
    zone: textOf(availabilityZone),
    hasPublicAddress: textOf(mapPublicIpOnLaunch) === 'true',
  }
}

interface Group {
  exists: boolean
  vpc: string
  /** Whether a rule lets HTTPS out, wherever to. */
  hasEgress: boolean
}

export async function askGroup(id: string, inquiry: Inquiry): Promise<Group> {
  const about = arnOf('security-group', id, inquiry)
  const answer = await inquiry.ask('ec2:DescribeSecurityGroups', { GroupId: [id] }, about)
  if (!answer) return { exists: false, vpc: '', hasEgress: false }
  const found = objectsOf(answer.securityGroupInfo).find(({ groupId }) => groupId === id)
  if (!found) throw nonsense('ec2:DescribeSecurityGroups', about)
  const hasEgress = objectsOf(found.ipPermissionsEgress).some(({ ipProtocol, fromPort, toPort }) => {
    const protocol = textOf(ipProtocol)
    return protocol === '-1' || (/^(?:tcp|6)$/.test(protocol) && Number(fromPort) <= 443 && Number(toPort) >= 443)
  })
  return { exists: true, vpc: textOf(found.vpcId), hasEgress }
}

async function askDefaultVpc(inquiry: Inquiry): Promise<string> {
  const filter = { Name: 'is-default', Value: ['true'] }
  const about = `the default VPC of account ${inquiry.account} in ${inquiry.region}`
  const [found] = await inquiry.list('ec2:DescribeVpcs', { Filter: [filter] }, 'vpcSet', about)
  return textOf(objectOf(found).vpcId)
}

export function arnOf(type: string, id: string, { partition, region, account }: Inquiry): string {
  return `arn:${partition}:ec2:${region}:${account}:${type}/${id}`
}
