/** 2,000 specs over 40 accounts against a server that limits each account: one process, then four shards. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { createLocalImageBuilder } from '../src/local/index.ts'
import { arnOf } from '../test/support/changes.ts'
import { scratchFolder } from '../test/support/scratch-folder.ts'

const { values } = parseArgs({
  options: {
    specs: { type: 'string', default: '2000' },
    accounts: { type: 'string', default: '40' },
    rate: { type: 'string', default: '5' },
    shards: { type: 'string', default: '4' },
  },
})
const accounts = Number(values.accounts)
const shards = Number(values.shards)
const rate = Number(values.rate)
const arns = Array.from({ length: Number(values.specs) }, (_, index) =>
  arnOf(`web-${index}`, { account: String(100_000_000_000 + (index % accounts)) }),
)
const bin = join(import.meta.dirname, '../src/cli/bin.ts')

async function run(argv: string[], cwd: string, url: string): Promise<number> {
  const keys = { AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' }
  const startedAt = performance.now()
  const child = spawn(process.execPath, [bin, ...argv, '--endpoint-url', url], {
    cwd,
    env: { ...process.env, ...keys },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [[code], said] = await Promise.all([once(child, 'exit'), text(child.stderr)])
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${said.slice(-2_000)}`)
  return (performance.now() - startedAt) / 1000
}

async function measure(parts: number): Promise<void> {
  const cwd = scratchFolder('shards')
  const live = arns.map((arn) => ({ arn, name: 'x', instanceProfileName: 'Builder' }))
  const server = await createLocalImageBuilder({ seed: { infrastructureConfigurations: live }, rate, latency: 30 })
  try {
    const specs = arns.map((arn) => ({
      infrastructureConfigurationArn: arn,
      instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
      logging: { s3Logs: { s3BucketName: 'acme-image-logs' } },
      'x-guard': { imageType: 'DOCKER' },
    }))
    writeFileSync(join(cwd, 'infra.json'), JSON.stringify(specs))
    const planning = await run(['plan', 'infra.json', '--out', 'plan.json', '--shards', String(parts)], cwd, server.url)
    const names = Array.from({ length: parts }, (_, at) => `${at + 1}/${parts}`)
    const times = await Promise.all(
      names.map((name) => run(['apply', 'plan.json', '--shard', name, '--yes'], cwd, server.url)),
    )
    const once = new Set(server.mutations.map(({ arn }) => arn)).size
    const ideal = arns.length / accounts / rate
    console.log(
      `${parts} ${parts === 1 ? 'process' : 'shards'}: plan ${planning.toFixed(1)} s, apply ${Math.max(...times).toFixed(1)} s (${times.map((time) => time.toFixed(1)).join(', ')}), least possible ${ideal.toFixed(1)} s; ${server.mutations.length} updates of ${once} targets`,
    )
  } finally {
    await server.close()
  }
}

console.log(`${arns.length} specs in ${accounts} accounts, ${rate} updates per second and account`)
await measure(1)
await measure(shards)
