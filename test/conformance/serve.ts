import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const program = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url))

/** A shell with the variables that `ibguard serve` prints, and the program `aws` in it. */
export async function checkServe(aws: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const server = spawn(process.execPath, [program, 'serve', '--port', '0', '--account', '210987654321'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(server, 'exit')
  try {
    const script = [...(await variablesOf(server)), ...commands(aws)]
    const { stdout } = await promisify(execFile)('sh', ['-ec', script.join('\n')], { env: environment })
    const arn = 'arn:aws:imagebuilder:eu-west-1:210987654321:infrastructure-configuration/web'
    deepStrictEqual(stdout.trim().split('\n'), [arn, 'web', '210987654321'])
  } finally {
    server.kill('SIGINT')
  }
  strictEqual((await ended)[0], 130)
  console.log('aws with the variables of ibguard serve: created, listed and asked for the account')
}

/** What the server prints after the line with its URL. */
async function variablesOf(server: ChildProcessByStdio<null, Readable, null>): Promise<string[]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: server.stdout })) if (lines.push(line) === 5) break
  const [first = '', ...variables] = lines
  match(first, /http:\/\/127\.0\.0\.1:\d+/)
  return variables
}

function commands(aws: string): string[] {
  const imagebuilder = `"${aws}" --output text imagebuilder`
  return [
    `${imagebuilder} create-infrastructure-configuration --name web --instance-profile-name builder --tags team=web --query infrastructureConfigurationArn`,
    `${imagebuilder} list-infrastructure-configurations --query 'infrastructureConfigurationSummaryList[].name'`,
    `"${aws}" --output text sts get-caller-identity --query Account`,
  ]
}
