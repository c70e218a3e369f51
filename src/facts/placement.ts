import { parseArn } from '../model/arn.ts'
import type { Facts } from '../model/facts.ts'
import { objectOf, objectsOf, textOf } from './answers.ts'
import type { FactKind } from './fact-kind.ts'
import { type Inquiry, NotKnown, nonsense } from './inquiry.ts'
import { arnOf, askSubnet, idOf } from './network.ts'
import { isZone } from './type-offerings.ts'

export const placement: FactKind<'placement', { host: string; group: string; zone: string; subnet: string }> = {
  name: 'placement',
  permissions: ['ec2:DescribeHosts', 'ec2:DescribeSubnets', 'resource-groups:GetGroup'],
  question({ config, arn }) {
    const { hostId = '', hostResourceGroupArn = '', availabilityZone = '' } = config.placement ?? {}
    const own = parseArn(arn)
    const group = parseArn(hostResourceGroupArn)
    const isGroup =
      group?.service === 'resource-groups' &&
      group.partition === own?.partition &&
      group.region === own.region &&
      group.account === own.account &&
      /^group\/[\w.-]{1,300}$/.test(group.resource)
    const question = {
      host: idOf(hostId, 'h') ?? '',
      group: isGroup ? hostResourceGroupArn : '',
      zone: isZone(availabilityZone) ? availabilityZone : '',
      subnet: idOf(config.subnetId ?? '', 'subnet') ?? '',
    }
    const { host, zone, subnet } = question
    return host !== '' || question.group !== '' || (zone !== '' && subnet !== '') ? question : undefined
  },
  async ask({ host, group, zone, subnet }, inquiry): Promise<Facts['placement']> {
    const [found, isThere, subnetZone] = await Promise.all([
      host === '' ? { exists: true, zone } : askHost(host, inquiry),
      group === '' ? true : askGroup(group, inquiry),
      subnet === '' ? '' : askSubnet(subnet, inquiry).then((answer) => answer.zone),
    ])
    return { exists: found.exists && isThere, zone: found.zone, subnetZone }
  },
}

/** One that was released is listed for a while. */
async function askHost(id: string, inquiry: Inquiry): Promise<{ exists: boolean; zone: string }> {
  const answer = await inquiry.ask('ec2:DescribeHosts', { HostId: [id] }, arnOf('dedicated-host', id, inquiry))
  const host = objectsOf(answer?.hostSet).find(({ hostId }) => hostId === id)
  if (!host || /^released/.test(textOf(host.state))) return { exists: false, zone: '' }
  return { exists: true, zone: textOf(host.availabilityZone) }
}

async function askGroup(arn: string, inquiry: Inquiry): Promise<boolean> {
  const permission = 'resource-groups:GetGroup'
  const { status, text } = await inquiry.rest(
    permission,
    { method: 'POST', path: '/get-group', body: { Group: arn } },
    arn,
  )
  if (status < 300) {
    if (groupIn(text) !== arn) throw nonsense(permission, arn)
    return true
  }
  if (status === 404) return false
  const why = status === 403 ? 'denied' : 'unreachable'
  throw new NotKnown({ permission, about: arn, why, reason: `Resource Groups answers with HTTP status ${status}` })
}

function groupIn(text: string): string {
  try {
    return textOf(objectOf(objectOf(JSON.parse(text)).Group).GroupArn)
  } catch {
    return ''
  }
}
