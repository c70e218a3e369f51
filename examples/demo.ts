/**
 * The main job in one run: `examples/fleet` is linted, planned, applied and verified against a local Image Builder in
 * this process, which throttles, fails some calls, loses an answer and holds a configuration in use meanwhile. What it
 * wrote down is audited afterwards: every change took effect exactly once, and a second run finds nothing to do. At last
 * `examples/deep` is planned in an account where each check that asks it fails, and in one where all are content. The second act audits and remediates an organization without specs.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createProcessIo } from '../src/cli/process-io.ts'
import { run } from '../src/cli/run.ts'
import { createLocalImageBuilder } from '../src/local/index.ts'
import type { Report } from '../src/model/report.ts'
import { organizationAct } from './organization.ts'

const fleet = fileURLToPath(new URL('fleet', import.meta.url))
const update = 'UpdateInfrastructureConfiguration'
const held = 'arn:aws:imagebuilder:us-east-1:444455556666:infrastructure-configuration/ci-runner-large'
const golden = 'arn:aws:imagebuilder:eu-west-1:111122223333:infrastructure-configuration/golden-al2023'

const server = await createLocalImageBuilder({ seed: join(fleet, 'live.yaml'), rate: 3, latency: 20 })
server.faults.add({ operation: update, kind: 'ServiceUnavailableException', count: 3 })
server.faults.add({ operation: 'GetInfrastructureConfiguration', kind: 'ServiceUnavailableException', count: 2 })
server.faults.add({ operation: update, kind: 'reset-after', count: 1 })
server.faults.add({ operation: update, kind: 'in-use=4s', arn: held })

// Any key will do: the config's role is assumed in each account, by the STS of the same server.
Object.assign(process.env, {
  AWS_ACCESS_KEY_ID: 'demo',
  AWS_SECRET_ACCESS_KEY: 'demo',
  AWS_ENDPOINT_URL_STS: server.url,
})
const scratch = await mkdtemp(join(tmpdir(), 'ibguard-demo-'))
const io = createProcessIo()
const apply = (journal: string, ...more: string[]) =>
  run(
    ['apply', '--cwd', fleet, '--endpoint-url', server.url, '--yes', '--journal', join(scratch, journal), ...more],
    io,
  )

/** The rules that object to the specs of `examples/deep` in the account of a seed. */
async function planDeep(seed: string): Promise<Set<string>> {
  const folder = fileURLToPath(new URL('deep', import.meta.url))
  const there = await createLocalImageBuilder({ seed: join(folder, `${seed}.yaml`) })
  const file = join(scratch, `${seed}.json`)
  Object.assign(process.env, { AWS_ENDPOINT_URL: there.url, AWS_ENDPOINT_URL_STS: there.url })
  try {
    const args = [
      'plan',
      '--cwd',
      folder,
      '--endpoint-url',
      there.url,
      '--format',
      'stylish',
      '--format',
      `json=${file}`,
    ]
    // A key of twelve digits is an account's.
    process.env.AWS_ACCESS_KEY_ID = '111122223333'
    await run(args, io)
    const { findings } = JSON.parse(await readFile(file, 'utf8')) as Report
    return new Set(findings.map(({ ruleId }) => ruleId))
  } finally {
    await there.close()
  }
}

try {
  io.stdout.write(`Fleet: ${fleet}\nLocal Image Builder: ${server.url}, 3 updates a second and burst of 3 for each\n`)
  io.stdout.write('account and Region; it fails 5 calls, loses 1 answer and holds 1 configuration in use.\n\n')
  const first = await apply('first.jsonl', '--format', `json=${join(scratch, 'first.json')}`)
  const { outcomes } = JSON.parse(await readFile(join(scratch, 'first.json'), 'utf8')) as Report
  const verified = outcomes.filter((outcome) => outcome.status === 'applied' && outcome.verified)
  const took = new Map<string, number>()
  for (const { arn } of server.mutations) took.set(arn, (took.get(arn) ?? 0) + 1)
  const twice = [...took].filter(([, count]) => count !== 1).map(([arn]) => arn)
  const unknown = server.mutations.find(({ arn }) => arn === golden)?.request.buildTimeoutMinutes

  io.stdout.write('\nOnce more, now that everything is as it should be:\n')
  const written = server.mutations.length
  const second = await apply('second.jsonl', '--format', `json=${join(scratch, 'second.json')}`, '--quiet')
  const repeated = server.mutations.length - written

  io.stdout.write('\nWhat breaks builds, asked of an account that lacks it, and of one that has it:\n')
  const [broken, mended] = [await planDeep('broken'), await planDeep('mended')]

  const checks: [string, boolean][] = [
    [`${took.size} configurations were updated, each exactly once`, twice.length === 0 && took.size === 39],
    [`${verified.length} of them were read back and are as asked for`, verified.length === took.size],
    ['buildTimeoutMinutes, a live field that no version knows, is kept', unknown === 90],
    ['the second run sent no update', repeated === 0],
    ['both runs ended with exit code 0', first === 0 && second === 0],
    [`${broken.size} checks that ask the account failed, one of each kind`, broken.size === 11],
    ['none did where the account was mended', mended.size === 0],
    ...(await organizationAct(io, scratch)),
  ]
  io.stdout.write(`\n${checks.map(([what, holds]) => `${holds ? '✔' : '✖'} ${what}`).join('\n')}\n`)
  process.exitCode = checks.every(([, holds]) => holds) ? 0 : 1
} finally {
  await server.close()
  await rm(scratch, { recursive: true })
}
