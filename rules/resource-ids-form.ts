import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule, Violation } from '../src/lint/rule.ts'
import { type Arn, parseArn } from '../src/model/arn.ts'
import type { Path } from '../src/model/json.ts'
import { isPlaceholder } from '../src/text/placeholder.ts'

/** What ids of other resources begin with, of those that are taken for one another. */
const others: Record<string, string> = {
  'vpc-': 'a VPC',
  'subnet-': 'a subnet',
  'sg-': 'a security group',
  'sgr-': 'a rule of a security group',
  'eni-': 'a network interface',
  'acl-': 'a network ACL',
  'rtb-': 'a route table',
  'i-': 'an instance',
  'h-': 'a dedicated host',
  'ami-': 'an AMI',
  'lt-': 'a launch template',
}

const groupForm = 'arn:PARTITION:resource-groups:REGION:ACCOUNT:group/NAME'

export const resourceIdsForm: Rule = defineRule({
  id: 'resource-ids-form',
  summary: 'Subnet, security groups and host are given by ids, and what has a name by its name.',
  severity: 'error',
  messages: {
    form: '{{actual}} is no id of {{what}}: {{prefix}} and 8 or 17 hexadecimal digits in lower case.',
    other: '{{actual}} is the id of {{found}}; the id of {{what}} begins with {{prefix}}.',
    several: '{{actual}} holds several ids; {{advice}}.',
    group: `{{actual}} is no ARN of a host resource group: ${groupForm}.`,
    elsewhere: 'The host resource group is in {{group}}, the configuration in {{own}}.',
    name: '{{actual}} is {{kind}} of {{what}}; the service takes its name.',
  },
  *check({ config, arn }) {
    const { subnetId, securityGroupIds = [], keyPair, placement, parentInstance } = config
    yield* checkId(subnetId, 'subnet-', 'a subnet', ['subnetId'], 'builds run in one subnet')
    for (const [index, id] of securityGroupIds.entries()) {
      yield* checkId(id, 'sg-', 'a security group', ['securityGroupIds', index], 'make each an item of the list')
    }
    yield* checkId(placement?.hostId, 'h-', 'a dedicated host', ['placement', 'hostId'], 'builds run on one host')
    yield* checkGroup(placement?.hostResourceGroupArn, arn)
    if (keyPair !== undefined && /^key-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(keyPair)) {
      yield named(keyPair, 'the id', 'a key pair', ['keyPair'])
    } else yield* checkName(keyPair, 'a key pair', ['keyPair'])
    yield* checkName(parentInstance?.autoScalingGroup?.name, 'an Auto Scaling group', [
      'parentInstance',
      'autoScalingGroup',
      'name',
    ])
  },
})

function* checkId(
  id: string | undefined,
  prefix: string,
  what: string,
  path: Path,
  advice: string,
): Generator<Violation> {
  if (id === undefined || isPlaceholder(id)) return
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html: 8 digits until 2016, 17 since.
  if (id.startsWith(prefix) && /^(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id.slice(prefix.length))) return
  const data = { actual: JSON.stringify(id), what, prefix: JSON.stringify(prefix), advice }
  const other = others[/^[a-z]+-/.exec(id)?.[0] ?? '']
  if (/[\s,;]+[^\s,;]/.test(id.trim())) yield { messageId: 'several', data, path }
  else if (other !== undefined && other !== what) yield { messageId: 'other', data: { ...data, found: other }, path }
  else yield { messageId: 'form', data, path }
}

function* checkGroup(group: string | undefined, own: string): Generator<Violation> {
  if (group === undefined || isPlaceholder(group)) return
  const path = ['placement', 'hostResourceGroupArn']
  const parsed = parseArn(group)
  if (!parsed || !isGroup(parsed)) yield { messageId: 'group', data: { actual: JSON.stringify(group) }, path }
  else {
    const target = parseArn(own)
    // Groups are shared between accounts, never between Regions.
    if (target && place(target) !== place(parsed))
      yield { messageId: 'elsewhere', data: { group: place(parsed), own: place(target) }, path }
  }
}

function isGroup({ service, region, account, resource }: Arn): boolean {
  return service === 'resource-groups' && region !== '' && /^\d{12}$/.test(account) && /^group\/[^\s/]+$/.test(resource)
}

const place = ({ partition, region }: Arn): string => `${partition} ${region}`

function* checkName(name: string | undefined, what: string, path: Path): Generator<Violation> {
  if (name !== undefined && parseArn(name)) yield named(name, 'an ARN', what, path)
}

function named(actual: string, kind: string, what: string, path: Path): Violation {
  return { messageId: 'name', data: { actual: JSON.stringify(actual), kind, what }, path }
}
