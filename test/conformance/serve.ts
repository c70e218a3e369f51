import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = join(root, 'src/cli/bin.ts')

/** A shell with the variables that `ibguard serve` prints, and each client in it without any setting of its own. */
export async function checkServe(bin: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const server = spawn(process.execPath, [program, 'serve', '--port', '0', '--account', '210987654321'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(server, 'exit')
  try {
    const script = [...(await variablesOf(server)), ...commands(bin)]
    const { stdout } = await promisify(execFile)('sh', ['-ec', script.join('\n')], { cwd: root, env: environment })
    const arn = 'arn:aws:imagebuilder:eu-west-1:210987654321:infrastructure-configuration/web'
    deepStrictEqual(stdout.trim().split('\n'), [arn, '210987654321', 'web', 'web'])
  } finally {
    server.kill('SIGINT')
  }
  strictEqual((await ended)[0], 130)
  console.log('With the variables of ibguard serve: aws created, boto3 and the JavaScript SDK listed')
}

/** What the server prints after the line with its URL. */
async function variablesOf(server: ChildProcessByStdio<null, Readable, null>): Promise<string[]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: server.stdout })) if (lines.push(line) === 6) break
  const [first = '', ...variables] = lines
  match(first, /http:\/\/127\.0\.0\.1:\d+/)
  return variables
}

function commands(bin: string): string[] {
  const aws = `"${join(bin, 'aws')}" --output text`
  const list = `
    import { ImagebuilderClient, paginateListInfrastructureConfigurations as list } from '@aws-sdk/client-imagebuilder'
    for await (const { infrastructureConfigurationSummaryList: [first] } of list({ client: new ImagebuilderClient() }, {}))
      console.log(first.name)`
  return [
    `${aws} imagebuilder create-infrastructure-configuration --name web --instance-profile-name builder --tags team=web --query infrastructureConfigurationArn`,
    `${aws} sts get-caller-identity --query Account`,
    `"${join(bin, 'python')}" -c 'import boto3
for item in boto3.client("imagebuilder").list_infrastructure_configurations()["infrastructureConfigurationSummaryList"]: print(item["name"])'`,
    `"${process.execPath}" --input-type=module -e "${list}"`,
  ]
}
