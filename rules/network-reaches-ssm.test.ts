import { ruleTest } from '../test/support/rule-test.ts'
import { networkReachesSsm } from './network-reaches-ssm.ts'

const spec = { subnetId: 'subnet-0a1b2c3d', securityGroupIds: ['sg-0a1b2c3d'] }
const route = {
  defaultRoute: 'none',
  hasOtherRoutes: false,
  hasPublicAddress: false,
  endpoints: [],
  brokenEndpoints: [],
  hasEgress: true,
}
const both = ['ssm', 'ssmmessages']
const broken = [{ service: 'ssm', reason: 'has no private DNS' }]

ruleTest(networkReachesSsm, {
  valid: [
    { name: 'no subnet', spec: {} },
    ...[
      { defaultRoute: 'nat' },
      { defaultRoute: 'internet', hasPublicAddress: true },
      { endpoints: both },
      { defaultRoute: 'internet', endpoints: both },
      { defaultRoute: 'blackhole', endpoints: both },
      { defaultRoute: 'tgw-1', endpoints: both },
    ].map((more) => ({ name: JSON.stringify(more), spec, facts: { routeToSsm: { ...route, ...more } } })),
  ],
  invalid: (
    [
      [{}, 'noRoute'],
      [{ endpoints: ['ssm'] }, 'noRoute'],
      [{ brokenEndpoints: broken }, 'broken'],
      [{ defaultRoute: 'internet' }, 'noPublicAddress'],
      [{ defaultRoute: 'blackhole' }, 'blackhole'],
      [{ defaultRoute: 'nat', hasEgress: false }, 'noEgress'],
      [{ defaultRoute: 'tgw-1' }, 'elsewhere', 'note'],
      [{ hasOtherRoutes: true }, 'elsewhere', 'note'],
    ] as const
  ).map(([more, messageId, severity]) => ({
    name: JSON.stringify(more),
    spec,
    facts: { routeToSsm: { ...route, ...more, endpoints: 'endpoints' in more ? [...more.endpoints] : [] } },
    errors: [{ messageId, ...(severity && { severity }) }],
  })),
})
