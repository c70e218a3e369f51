import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createAws } from '../../src/aws/clients.ts'
import { learnFacts, type Wanted } from '../../src/facts/learn-facts.ts'
import { deepPolicy } from '../../src/facts/permissions.ts'
import { type FactName, factNames, type LearnedFact } from '../../src/model/facts.ts'
import type { Json, JsonObject } from '../../src/model/json.ts'
import { systemClock, systemRandom } from '../../src/model/system.ts'
import type { Configuration } from '../../src/resource/configuration.ts'

// What the tool asks an account, asked of moto's server, which nobody here wrote; installed by name, once.
const run = promisify(execFile)
const wantedPackage = 'moto[server]==5.2.5'
const folder = fileURLToPath(new URL('../../node_modules/.cache/conformance/moto-5.2.5', import.meta.url))
const account = '123456789012'

/**
 * What moto lacks: it answers a simulation with 500 and the defaults of instance metadata with an error, ignores the
 * expected owner of a bucket, and finds a resource group by the retired GroupName alone, so that each group is absent.
 */
const lacking: readonly FactName[] = ['rolePermissions', 'imdsDefaults']
const present = factNames.filter((name) => !lacking.includes(name))

const bin = await install()
const port = await freePort()
const url = `http://127.0.0.1:${port}`
const server = spawn(join(bin, 'moto_server'), ['-H', '127.0.0.1', '-p', `${port}`], { stdio: 'ignore' })
try {
  await isUp()
  const policy = join(folder, 'policy.json')
  await writeFile(policy, JSON.stringify(motoPolicy()))
  const { stdout } = await run(join(bin, 'python'), [script('moto_seed.py'), url, policy])
  const made = JSON.parse(stdout) as Record<string, string>
  const count = await conform(made)
  await enforcePolicies()
  await asOne(made)
  await asNobody(made)
  console.log(`moto: ${count} answers as they should be; under the policy for --deep nothing is denied`)
} finally {
  server.kill()
  await once(server, 'exit')
}

/**
 * The policy for `--deep` as moto reads policies: it looks at resources for S3 alone and asks for `*` else, and calls what
 * AWS wants for HeadBucket, `s3:ListBucket`, `s3:HeadBucket`.
 */
function motoPolicy(): object {
  const { Statement, ...rest } = deepPolicy()
  const forMoto = Statement.map((each) =>
    each.Action === 's3:ListBucket' ? { ...each, Action: 's3:HeadBucket' } : { ...each, Resource: '*' },
  )
  return { ...rest, Statement: forMoto }
}

async function conform(made: Record<string, string>): Promise<number> {
  use('seed', 'seed')
  const topic = (name: string): JsonObject => ({ snsTopicArn: `arn:aws:sns:eu-west-1:${account}:${name}` })
  const logs = (s3BucketName: string): JsonObject => ({ logging: { s3Logs: { s3BucketName } } })
  const profile = (instanceProfileName: string): JsonObject => ({ instanceProfileName })
  const { private: inside = '', public: outside = '', closed = '', group = '', mute = '', vpc = '', host = '' } = made
  const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`
  const key = { isForeign: false, isManagedByAws: false }
  const groupArn = (name: string): string => `arn:aws:resource-groups:eu-west-1:${account}:group/${name}`
  const expected: [FactName, JsonObject, Json][] = [
    ['instanceProfile', profile('Builder'), { exists: true, roles: [{ arn: role('Builder'), trustsEc2: true }] }],
    ['instanceProfile', profile('Lambda'), { exists: true, roles: [{ arn: role('Lambda'), trustsEc2: false }] }],
    ['instanceProfile', profile('Bare'), { exists: true, roles: [] }],
    ['instanceProfile', profile('Absent'), { exists: false, roles: [] }],
    ['bucket', logs('acme-logs'), { exists: true, isForeign: false, region: 'eu-west-1' }],
    ['bucket', logs('acme-far'), { exists: true, isForeign: false, region: 'us-west-2' }],
    ['bucket', logs('acme-absent'), { exists: false, isForeign: false, region: '' }],
    ['topic', topic('plain'), { exists: true, isForeign: false, isFifo: false }],
    ['topic', topic('queue.fifo'), { exists: true, isForeign: false, isFifo: true }],
    ['topic', topic('absent'), { exists: false, isForeign: false, isFifo: false }],
    ['topicKey', topic('plain'), { key: '', exists: false, ...key, state: '' }],
    ['topicKey', topic('sealed'), { key: made.key ?? '', exists: true, ...key, state: 'Enabled' }],
    ['topicKey', topic('dying'), { key: made.dying ?? '', exists: true, ...key, state: 'PendingDeletion' }],
    ['topicKey', topic('managed'), { key: 'alias/aws/sns', exists: true, ...key, isManagedByAws: true, state: '' }],
    [
      'network',
      { subnetId: inside, securityGroupIds: [group, 'sg-0123456789abcdef0'] },
      {
        subnet: { id: inside, exists: true, vpc, zone: 'eu-west-1a' },
        groups: [
          { id: 'sg-0123456789abcdef0', exists: false, vpc: '' },
          { id: group, exists: true, vpc },
        ].sort((one, other) => (one.id < other.id ? -1 : 1)),
        defaultVpc: '',
      },
    ],
    [
      'network',
      { subnetId: 'subnet-0123456789abcdef0' },
      { subnet: { id: 'subnet-0123456789abcdef0', exists: false, vpc: '', zone: '' }, groups: [], defaultVpc: '' },
    ],
    [
      'network',
      {},
      { subnet: { id: '', exists: false, vpc: '', zone: '' }, groups: [], defaultVpc: made.default ?? '' },
    ],
    ['routeToSsm', { subnetId: inside, securityGroupIds: [group] }, route('nat', false, true)],
    ['routeToSsm', { subnetId: outside, securityGroupIds: [mute] }, route('internet', true, false)],
    ['routeToSsm', { subnetId: closed, securityGroupIds: [group] }, route('none', false, true)],
    [
      'typeOfferings',
      { instanceTypes: ['m5.large', 'x9.none'], subnetId: inside },
      { place: 'eu-west-1a', offered: ['m5.large'] },
    ],
    ['typeOfferings', { instanceTypes: ['x9.none'] }, { place: 'eu-west-1', offered: [] }],
    ['keyPair', { keyPair: 'debug' }, { exists: true }],
    ['keyPair', { keyPair: 'absent' }, { exists: false }],
    ['placement', { placement: { hostId: host }, subnetId: outside }, placement(true, 'eu-west-1a', 'eu-west-1b')],
    ['placement', { placement: { hostId: 'h-0123456789abcdef0' } }, placement(false)],
    ['placement', { placement: { hostResourceGroupArn: groupArn('absent') } }, placement(false)],
  ]
  for (const [need, config, answer] of expected) {
    const [fact] = await learn([wanted(config, [need])])
    deepStrictEqual(fact?.answer, { known: answer }, `${need} of ${JSON.stringify(config)}`)
  }
  for (const { fact, answer } of await learn([wanted(profile('Builder'), lacking)])) {
    ok('unanswered' in answer, `moto answers ${fact} now: put it to the test`)
    strictEqual(answer.unanswered.why, 'unreachable')
  }
  return expected.length
}

/** A run as a user who has exactly the policy for `--deep`. */
async function asOne(made: Record<string, string>): Promise<void> {
  use(made.id, made.secret)
  const facts = await learn([wanted(everything(made), present), wanted({}, present)])
  deepStrictEqual([...new Set(facts.map(({ fact }) => fact))].sort(), [...present].sort())
  for (const { fact, answer } of facts) ok('known' in answer, `${fact}: ${JSON.stringify(answer)}`)
}

/** One as a user who may do nothing: policies are enforced indeed, and a denial is what moto's denials look like. */
async function asNobody(made: Record<string, string>): Promise<void> {
  use(made.nobodyId, made.nobodySecret)
  for (const { fact, answer } of await learn([wanted(everything(made), present)])) {
    ok('unanswered' in answer, `${fact} is known to nobody`)
    strictEqual(answer.unanswered.why, 'denied', `${fact}: ${answer.unanswered.reason}`)
  }
}

function everything({ private: subnetId = '', group = '', host = '' }: Record<string, string>): JsonObject {
  return {
    instanceProfileName: 'Builder',
    logging: { s3Logs: { s3BucketName: 'acme-logs' } },
    snsTopicArn: `arn:aws:sns:eu-west-1:${account}:sealed`,
    subnetId,
    securityGroupIds: [group],
    instanceTypes: ['m5.large'],
    keyPair: 'debug',
    placement: { tenancy: 'host', hostId: host },
  }
}

function wanted(config: JsonObject, needs: readonly FactName[] = factNames): Wanted {
  const arn = `arn:aws:imagebuilder:eu-west-1:${account}:infrastructure-configuration/web`
  return { arn, config: config as Configuration, needs }
}

async function learn(all: Wanted[]): Promise<LearnedFact[]> {
  const aws = createAws({ targets: { checkCaller: false } })
  const ports = { ...aws, clock: systemClock, random: systemRandom }
  return (await learnFacts(all, ports, { concurrency: 20 })).learned
}

function route(defaultRoute: string, hasPublicAddress: boolean, hasEgress: boolean): Json {
  const endpoints = ['ssm', 'ssmmessages']
  return { defaultRoute, hasOtherRoutes: false, hasPublicAddress, endpoints, brokenEndpoints: [], hasEgress }
}

function placement(exists: boolean, zone = '', subnetZone = ''): Json {
  return { exists, zone, subnetZone }
}

function use(id = '', secret = ''): void {
  const env = { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_ENDPOINT_URL: url, AWS_PROFILE: '' }
  Object.assign(process.env, env)
}

async function enforcePolicies(): Promise<void> {
  const { ok: isDone } = await fetch(`${url}/moto-api/reset-auth`, { method: 'POST', body: '0' })
  ok(isDone)
}

async function install(): Promise<string> {
  const programs = join(folder, 'bin')
  if (!existsSync(join(programs, 'moto_server'))) {
    await run('python3', ['-m', 'venv', folder])
    await run(join(programs, 'pip'), ['install', '--quiet', '--disable-pip-version-check', wantedPackage])
  }
  return programs
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

async function isUp(): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      if ((await fetch(`${url}/moto-api/data.json`)).ok) return
    } catch {
      // Not yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('moto does not answer')
}

function script(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}
