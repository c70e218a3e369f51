import type { AccountCalls, SignedCalls } from '../../src/aws/account-calls.ts'
import { type Aws, createAws } from '../../src/aws/clients.ts'
import { learnFacts, type Wanted } from '../../src/facts/learn-facts.ts'
import type { AccountSeed } from '../../src/local/account/account-seed.ts'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { LocalImageBuilderOptions } from '../../src/local/options.ts'
import type { Lane } from '../../src/model/arn.ts'
import type { Clock } from '../../src/model/clock.ts'
import { type FactName, factNames, type LearnedFact, type LearnedFacts } from '../../src/model/facts.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { ImageType } from '../../src/model/spec.ts'
import { systemClock, systemRandom } from '../../src/model/system.ts'
import type { Configuration } from '../../src/resource/configuration.ts'
import { arnOf } from '../support/changes.ts'

export const account: string = '123456789012'

/** Everything that builds need, each once as it should be and once not. */
export const seed: Record<string, AccountSeed> = {
  [account]: {
    instanceProfiles: [
      { name: 'Builder' },
      { name: 'Bare', role: '' },
      { name: 'Lambda', role: 'Worker', trusts: ['lambda.amazonaws.com'] },
      {
        name: 'Narrow',
        allows: [{ action: 'ssm*' }, { action: 's3:PutObject', resource: 'arn:aws:s3:::acme-logs/web/*' }],
      },
    ],
    buckets: [
      { name: 'acme-logs', region: 'eu-west-1' },
      { name: 'acme-far', region: 'us-east-1' },
    ],
    regions: {
      'eu-west-1': {
        topics: [
          { name: 'plain' },
          { name: 'queue.fifo' },
          { name: 'sealed', key: 'key-1' },
          { name: 'managed', key: 'alias/aws/sns' },
          { name: 'foreign', key: 'arn:aws:kms:eu-west-1:999988887777:key/key-9' },
          { name: 'dying', key: `arn:aws:kms:eu-west-1:${account}:key/key-2` },
          { name: 'lost', key: 'key-3' },
        ],
        keys: [{ id: 'key-1' }, { id: 'key-2', state: 'PendingDeletion' }],
        vpcs: [{ id: 'vpc-1', isDefault: true }, { id: 'vpc-2' }],
        subnets: [
          { id: 'subnet-000000a1', vpc: 'vpc-1', zone: 'eu-west-1a' },
          { id: 'subnet-000000a2', vpc: 'vpc-1', zone: 'eu-west-1b', isPublic: true },
          { id: 'subnet-000000b1', vpc: 'vpc-2', zone: 'eu-west-1a' },
        ],
        securityGroups: [
          { id: 'sg-000000a1', vpc: 'vpc-1' },
          { id: 'sg-000000a2', vpc: 'vpc-1', egress: [80] },
          { id: 'sg-000000b1', vpc: 'vpc-2', egress: [443] },
        ],
        routeTables: [
          { vpc: 'vpc-1', isMain: true, routes: [{ to: '0.0.0.0/0', via: 'igw-1' }] },
          { vpc: 'vpc-1', subnets: ['subnet-000000a1'], routes: [{ to: '0.0.0.0/0', via: 'nat-1' }] },
          { vpc: 'vpc-2', isMain: true, routes: [{ to: '10.9.0.0/16', via: 'tgw-1' }] },
        ],
        endpoints: [
          { service: 'ssm', vpc: 'vpc-2' },
          { service: 'ssmmessages', vpc: 'vpc-2', privateDns: false },
        ],
        instanceTypes: { 'eu-west-1a': ['m7i.large', 'm7i.xlarge'], 'eu-west-1b': ['m7i.large'] },
        keyPairs: ['debug'],
        hosts: [
          { id: 'h-000000a1', zone: 'eu-west-1a' },
          { id: 'h-000000a2', zone: 'eu-west-1a', state: 'released' },
        ],
        hostGroups: ['macs'],
        imds: { httpTokens: 'required', isEnforced: true },
      },
    },
  },
  '999988887777': { buckets: [{ name: 'their-open-logs', readers: [account] }, { name: 'their-logs' }] },
}

export interface AskedAccount extends Aws {
  local: LocalImageBuilder
  /** `service:Action`, in order. */
  asked: string[]
}

/** The local account over the real way to it, with what was asked. */
export async function openAccount(options: LocalImageBuilderOptions = {}): Promise<AskedAccount> {
  const local = await createLocalImageBuilder({ seed: { account: seed }, ...options })
  const { imageBuilders, accounts } = createAws({ local: { url: local.url } })
  const asked: string[] = []
  const counted: SignedCalls = (lane: Lane): AccountCalls => {
    const calls = accounts(lane)
    return {
      call(service, action, ...more) {
        asked.push(`${service}:${action}`)
        return calls.call(service, action, ...more)
      },
      rest(service, request, ...more) {
        asked.push(service === 's3' ? 's3:ListBucket' : `${service}:GetGroup`)
        return calls.rest(service, request, ...more)
      },
    }
  }
  return { imageBuilders, accounts: counted, asked, local }
}

interface About {
  region?: string
  imageType?: ImageType
  needs?: readonly FactName[]
  name?: string
}

/** A configuration of which everything that can be known is wanted. */
export function wanted(config: JsonObject, about: About = {}): Wanted {
  const { region = 'eu-west-1', imageType, needs = factNames, name = 'web' } = about
  return { arn: arnOf(name, { account, region }), config: config as Configuration, imageType, needs }
}

/** Time that passes at once where somebody waits for it alone: for a pace, say. */
function hastyClock(): Clock {
  let ahead = 0
  return {
    now: () => systemClock.now() + ahead,
    elapsed: () => systemClock.elapsed() + ahead,
    async sleep(ms, signal) {
      await new Promise(setImmediate)
      signal?.throwIfAborted()
      ahead += Math.max(0, ms)
    },
  }
}

/** What is learned of configurations, as the answers by fact. */
export async function learn(account: AskedAccount, all: Wanted[], earlier?: LearnedFacts): Promise<LearnedFact[]> {
  const ports = { ...account, clock: hastyClock(), random: systemRandom }
  const { learned } = await learnFacts(all, ports, { concurrency: 20, earlier })
  return learned
}
