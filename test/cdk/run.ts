/**
 * A real synthesis with the newest aws-cdk-lib and the packed package, on each version of Node that is supported: the
 * plugin finds, fails and takes acknowledgements, and `cdk.out` is judged at the lines of the constructs. Installed by
 * name into a folder of its own: it is bigger than all else here. Takes the newest build.
 */
import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { scratchFolder } from '../support/scratch-folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const scratch = scratchFolder('cdk')
cpSync(fileURLToPath(new URL('project', import.meta.url)), scratch, { recursive: true })

function run(program: string, ...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: scratch,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  return { code: status, stdout, stderr }
}

const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline', '--ignore-scripts']
const packed = run('npm', 'pack', root, '--json', '--ignore-scripts')
const [{ filename = '' } = {}]: { filename?: string }[] = JSON.parse(packed.stdout)
const installed = run('npm', 'install', ...quiet, `./${filename}`, 'aws-cdk-lib', 'constructs')
strictEqual(installed.code, 0, installed.stderr)
// Beside the others, so that its `node` is on no PATH.
const older = run(
  'npm',
  'install',
  ...quiet.filter((option) => option !== '--ignore-scripts'),
  '--prefix',
  'older',
  'node@22.18.0',
)
strictEqual(older.code, 0, older.stderr)

for (const node of [join(scratch, 'older/node_modules/.bin/node'), process.execPath]) {
  const bad = run(node, 'app.ts', 'optional')
  ok(bad.code !== 0)
  match(bad.stderr, /app\.ts:\d+:\d+\nERROR InstanceMetadataOptions\.HttpTokens is "optional"/)
  match(bad.stderr, /Acknowledge with 'imagebuilder-guard::imdsv2-required'/)

  const good = run(node, 'app.ts', 'required')
  strictEqual(good.code, 0, good.stderr)

  const acknowledged = run(node, 'app.ts', 'optional', 'imdsv2-required')
  strictEqual(acknowledged.code, 0, acknowledged.stderr)
}

const report = run('node_modules/.bin/ibguard', 'lint', 'cdk.out', '--format', 'json')
const { findings, summary } = JSON.parse(report.stdout)
strictEqual(summary.resources, 4)
const text = readFileSync(join(scratch, 'app.ts'), 'utf8').split('\n')
const places = findings
  .filter(({ ruleId }: { ruleId: string }) => ruleId === 'imdsv2-required')
  .map(({ file, line, address }: { file: string; line: number; address: string }) => [
    file,
    text[line - 1]?.trim(),
    address,
  ])
deepStrictEqual(places, [
  ['app.ts', "new CfnInfrastructureConfiguration(this, 'Nested', properties)", 'Nested'],
  ['app.ts', "new CfnInfrastructureConfiguration(this, 'Nested', properties)", 'Nested'],
  ['app.ts', "const infra = new CfnInfrastructureConfiguration(this, 'Infra', properties)", 'Infra'],
  ['app.ts', "const infra = new CfnInfrastructureConfiguration(this, 'Infra', properties)", 'Infra'],
])
console.log('CDK: the plugin and cdk.out say the same, at the lines of the constructs')
