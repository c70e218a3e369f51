import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule, Violation } from '../src/lint/rule.ts'
import { isRegion, parseArn } from '../src/model/arn.ts'
import { isPlaceholder } from '../src/text/placeholder.ts'

const tenancyPath = ['placement', 'tenancy']
const zonePath = ['placement', 'availabilityZone']

export const placementConsistent: Rule = defineRule({
  id: 'placement-consistent',
  summary: 'Placement settings go together, and with the instance types and the Region.',
  severity: 'error',
  messages: {
    needsHost: 'placement.{{field}} needs tenancy: host, found {{actual}}.',
    mac: '{{type}} runs on a dedicated host only: it needs placement.tenancy: host, found {{actual}}.',
    both: 'placement.hostId and placement.hostResourceGroupArn exclude each other.',
    zoneForm: '{{actual}} is no Availability Zone: a Region and a letter, such as "eu-west-1a".',
    elsewhere: '{{actual}} is no Availability Zone of {{region}}, where the configuration is.',
  },
  *check({ config, arn }) {
    const { availabilityZone, tenancy, hostId, hostResourceGroupArn } = config.placement ?? {}
    if (tenancy !== 'host') {
      const actual = tenancy === undefined ? 'none' : JSON.stringify(tenancy)
      const field =
        hostId !== undefined ? 'hostId' : hostResourceGroupArn !== undefined ? 'hostResourceGroupArn' : undefined
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-mac-instances.html
      const mac = config.instanceTypes?.find((type) => /^mac[\d-]/.test(type))
      if (field !== undefined) yield { messageId: 'needsHost', data: { field, actual }, path: tenancyPath }
      else if (mac !== undefined)
        yield { messageId: 'mac', data: { type: JSON.stringify(mac), actual }, path: tenancyPath }
    }
    if (hostId !== undefined && hostResourceGroupArn !== undefined) {
      yield { messageId: 'both', path: ['placement', 'hostResourceGroupArn'] }
    }
    if (availabilityZone !== undefined && !isPlaceholder(availabilityZone)) yield* checkZone(availabilityZone, arn)
  },
})

/** A zone is named for its Region: eu-west-1a, us-west-2-lax-1a, us-east-1-wl1-bos-wlz-1. */
function* checkZone(zone: string, arn: string): Generator<Violation> {
  const data = { actual: JSON.stringify(zone) }
  const [, region = ''] = /^([a-z-]+-\d{1,2})(?:[a-z]|(?:-[a-z0-9]+)+)$/.exec(zone) ?? []
  const own = parseArn(arn)?.region
  if (!isRegion(region)) yield { messageId: 'zoneForm', data, path: zonePath }
  else if (own !== undefined && own !== region)
    yield { messageId: 'elsewhere', data: { ...data, region: own }, path: zonePath }
}
