/**
 * The main job in one run: `examples/fleet` is linted, planned, applied and verified against a local Image Builder in
 * this process, which throttles, fails some calls, loses an answer and holds a configuration in use meanwhile.
 * Afterwards the server's log of mutations is audited: every change took effect exactly once.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProcessIo } from '../src/cli/process-io.ts'
import { run } from '../src/cli/run.ts'
import { createLocalImageBuilder } from '../src/local/index.ts'

const fleet = new URL('fleet', import.meta.url).pathname
const update = 'UpdateInfrastructureConfiguration'
const inUse = 'arn:aws:imagebuilder:us-east-1:444455556666:infrastructure-configuration/ci-runner-large'

const server = await createLocalImageBuilder({
  port: 0,
  seed: join(fleet, 'live.yaml'),
  rate: 4,
  burst: 4,
  latency: 20,
})
server.faults.add({ operation: update, kind: 'ServiceUnavailableException', count: 3 })
server.faults.add({ operation: 'GetInfrastructureConfiguration', kind: 'ServiceUnavailableException', count: 2 })
server.faults.add({ operation: update, kind: 'reset-after', count: 1 })
server.faults.add({ operation: update, kind: 'in-use=4s', arn: inUse })

// The endpoint checks no signature, but an unsigned request is refused: any key will do.
Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'demo', AWS_SECRET_ACCESS_KEY: 'demo' })
const scratch = await mkdtemp(join(tmpdir(), 'ibguard-demo-'))
const started = performance.now()
const io = createProcessIo()
try {
  const code = await run(
    ['apply', '--cwd', fleet, '--endpoint-url', server.url, '--yes', '--journal', join(scratch, 'journal.jsonl')],
    io,
  )
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const counts = Map.groupBy(server.mutations, ({ arn }) => arn)
  const twice = [...counts].filter(([, mutations]) => mutations.length !== 1).map(([arn]) => arn)
  io.stdout.write(
    `\nDemo: ${server.mutations.length} updates took effect on ${counts.size} configurations in ${seconds} s, ` +
      `${twice.length === 0 ? 'each exactly once' : `NOT exactly once: ${twice.join(', ')}`}.\n`,
  )
  process.exitCode = code === 0 && twice.length === 0 ? 0 : code || 1
} finally {
  await server.close()
  await rm(scratch, { recursive: true })
}
