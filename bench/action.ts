/**
 * The Action as a runner starts it, lint of one file from the bundle, as ratios of one run to `node -e 0`; and the sizes
 * of the bundle. Exits with 1 beyond the budget.
 *
 * npm run build:action && npm run bench:action
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scratchFolder } from '../test/support/scratch-folder.ts'
import { median } from './side-by-side.ts'

const rounds = 15
const budget = { ratio: 2.7, bytes: 1_950_000 }
const bundle = new URL('../dist/action/', import.meta.url).pathname
const folder = scratchFolder('bench')

const spec = `infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceMetadataOptions: { httpTokens: optional, httpPutResponseHopLimit: 2 }
logging: { s3Logs: { s3BucketName: acme-image-logs, s3KeyPrefix: builds } }
x-guard: { imageType: AMI }
`

function once(args: string[], expected: number): number {
  const files = Object.fromEntries(
    ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'].map((name) => {
      const path = join(folder, name)
      writeFileSync(path, '')
      return [name, path]
    }),
  )
  const env = { PATH: process.env.PATH, GITHUB_EVENT_NAME: 'push', GITHUB_WORKSPACE: folder, INPUT_FILES: 'web.yaml' }
  const started = performance.now()
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, env: { ...env, ...files } })
  const ms = performance.now() - started
  if (status !== expected) throw new Error(`${args.join(' ')} ended with ${status}: ${stdout}`)
  return ms
}

writeFileSync(join(folder, 'web.yaml'), spec)
const floor: number[] = []
const action: number[] = []
// In turn, so that a busy moment hits both.
for (let round = 0; round < rounds; round++) {
  floor.push(once(['-e', '0'], 0))
  action.push(once([join(bundle, 'main.js')], 1))
}
const ratio = median(action) / median(floor)
const sizes = readdirSync(bundle)
  .filter((name) => name.endsWith('.js'))
  .map((name): [string, number] => [name, statSync(join(bundle, name)).size])
const bytes = sizes.reduce((sum, [, size]) => sum + size, 0)
console.log('| lane | median ms | × node -e 0 |\n| --- | --- | --- |')
console.log(`| node -e 0 | ${median(floor).toFixed(0)} | 1 |`)
console.log(`| lint of one file | ${median(action).toFixed(0)} | ${ratio.toFixed(2)} (at most ${budget.ratio}) |`)
console.log('\n| chunk | kB |\n| --- | --- |')
for (const [name, size] of sizes.sort(([, a], [, b]) => b - a)) console.log(`| ${name} | ${(size / 1000).toFixed(0)} |`)
console.log(`| all | ${(bytes / 1000).toFixed(0)} (at most ${budget.bytes / 1000}) |`)
if (ratio > budget.ratio || bytes > budget.bytes) process.exitCode = 1
