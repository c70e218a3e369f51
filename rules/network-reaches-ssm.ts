import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule, Violation } from '../src/lint/rule.ts'

const path = ['subnetId']

export const networkReachesSsm: Rule = defineRule({
  id: 'network-reaches-ssm',
  summary: 'From the subnet something leads to Systems Manager.',
  severity: 'error',
  messages: {
    noEgress:
      'No security group lets HTTPS (TCP 443) out: the agent reaches no Systems Manager, and the build times out.',
    noPublicAddress:
      'From {{subnet}} an internet gateway leads out, but instances get no public address there, and no endpoints lead to Systems Manager: the build times out.',
    blackhole:
      'The default route of {{subnet}} leads to what is gone, and no endpoints lead to Systems Manager: the build times out.',
    noRoute: 'From {{subnet}} neither a route nor endpoints lead to Systems Manager: the build times out.',
    broken: 'From {{subnet}} no route leads out, and the endpoint of {{service}} {{reason}}: the build times out.',
    elsewhere: 'From {{subnet}} routes lead to {{target}}: whether these reach Systems Manager cannot be judged.',
  },
  needs: ['routeToSsm'],
  *checkAccount({ config }, { routeToSsm: route }): Generator<Violation> {
    if (!route) return
    const { defaultRoute, hasOtherRoutes, hasPublicAddress, endpoints, brokenEndpoints, hasEgress } = route
    const subnet = config.subnetId
    if (!hasEgress) yield { messageId: 'noEgress', path: ['securityGroupIds'] }
    const hasEndpoints = ['ssm', 'ssmmessages'].every((service) => endpoints.includes(service))
    if (hasEndpoints || defaultRoute === 'nat' || (defaultRoute === 'internet' && hasPublicAddress)) return
    const [broken] = brokenEndpoints
    const isJudged = ['internet', 'blackhole', 'none'].includes(defaultRoute)
    if (!isJudged || hasOtherRoutes) {
      const target = isJudged ? 'appliances or other networks' : defaultRoute
      yield { messageId: 'elsewhere', data: { subnet, target }, path, severity: 'note' }
    } else if (defaultRoute === 'internet') yield { messageId: 'noPublicAddress', data: { subnet }, path }
    else if (defaultRoute === 'blackhole') yield { messageId: 'blackhole', data: { subnet }, path }
    else if (broken) yield { messageId: 'broken', data: { subnet, ...broken }, path }
    else yield { messageId: 'noRoute', data: { subnet }, path }
  },
})
