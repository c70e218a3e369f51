import { textOf } from './answers.ts'
import type { FactKind } from './fact-kind.ts'
import { askSubnet, idOf } from './network.ts'

export const typeOfferings: FactKind<'typeOfferings', { types: string[]; subnet: string; zone: string }> = {
  name: 'typeOfferings',
  permissions: ['ec2:DescribeSubnets', 'ec2:DescribeInstanceTypeOfferings'],
  question({ config: { instanceTypes = [], subnetId = '', placement } }) {
    // A filter would read `*` and `?` as patterns.
    const types = instanceTypes.filter((type) => /^[a-z0-9-]{1,32}\.[a-z0-9-]{1,32}$/.test(type))
    if (types.length === 0) return undefined
    const zone = placement?.availabilityZone ?? ''
    return {
      types: [...new Set(types)].sort(),
      subnet: idOf(subnetId, 'subnet') ?? '',
      zone: isZone(zone) ? zone : '',
    }
  },
  async ask({ types, subnet, zone }, inquiry) {
    const place = (subnet === '' ? '' : (await askSubnet(subnet, inquiry)).zone) || zone
    const at = place === '' ? inquiry.region : place
    const offers = await inquiry.list(
      'ec2:DescribeInstanceTypeOfferings',
      {
        LocationType: place === '' ? 'region' : 'availability-zone',
        Filter: [
          { Name: 'location', Value: [at] },
          { Name: 'instance-type', Value: types },
        ],
      },
      'instanceTypeOfferingSet',
      `${types.join(', ')} in ${at}`,
    )
    const offered = new Set(offers.map(({ instanceType }) => textOf(instanceType)))
    return { place: at, offered: types.filter((type) => offered.has(type)) }
  },
}

export const isZone = (text: string): boolean => /^[a-z]{2,4}(?:-[a-z0-9]+)+[a-z0-9]$/.test(text)
