/**
 * An organization audited: 5,000 configurations in 60 accounts and 4 Regions, whose reads are limited. Each account and
 * Region goes at its own pace, so all take as long as the slowest would alone. Exit code 1 when that is not so.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createProcessIo } from '../src/cli/process-io.ts'
import { run } from '../src/cli/run.ts'
import { createLocalImageBuilder } from '../src/local/index.ts'

const [accounts, regions, total, readRate] = [60, ['eu-west-1', 'eu-north-1', 'us-east-1', 'us-west-2'], 5_000, 0.5]
const accountOf = (at: number): string => String(100_000_000_000 + at)
const lanes = accounts * regions.length

if (process.argv[2] === 'serve') {
  const infrastructureConfigurations = Array.from({ length: total }, (_, at) => {
    const [account, region] = [accountOf(at % accounts), regions[Math.floor(at / accounts) % regions.length]]
    const arn = `arn:aws:imagebuilder:${region}:${account}:infrastructure-configuration/web-${at}`
    return { arn, name: `web-${at}`, instanceProfileName: 'Builder' }
  })
  const organization = { accounts: Array.from({ length: accounts }, (_, at) => ({ Id: accountOf(at) })) }
  const server = await createLocalImageBuilder({
    seed: { infrastructureConfigurations, organization, regions },
    readRate,
  })
  process.send?.(server.url)
} else {
  const server = fork(import.meta.filename, ['serve'])
  const [url] = await once(server, 'message')
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_REGION: 'eu-west-1',
  })
  const io = { ...createProcessIo(), stdout: { write: () => {}, isTTY: false, columns: 100 } }
  const startedAt = performance.now()
  const argv = [
    'audit',
    '--account',
    'all',
    '--region',
    'all',
    '--config',
    new URL('audit.config.json', import.meta.url).pathname,
  ]
  const code = await run(argv, io)
  const seconds = (performance.now() - startedAt) / 1000
  // A list, the pipelines and a read for each configuration, less the one that the limit allows at once.
  const ideal = (Math.ceil(total / lanes) + 1) / readRate
  const megabytes = process.resourceUsage().maxRSS / 1024
  console.log(
    `${total} configurations in ${lanes} accounts and Regions, ${readRate} reads a second each: ${seconds.toFixed(1)} s, ` +
      `the slowest alone ${ideal.toFixed(1)} s (${(seconds / ideal).toFixed(2)}), ${megabytes.toFixed(0)} MB, exit code ${code}`,
  )
  server.kill()
  process.exitCode = seconds / ideal <= 1.15 && megabytes < 200 ? 0 : 1
}
