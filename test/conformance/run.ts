import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import { accountSeed, conformAccount } from './account.ts'
import { type Client, pythonClient, sdkClient } from './clients.ts'
import { Scenario } from './scenario.ts'
import { checkServe } from './serve.ts'

// Drives the local Image Builder with boto3, the AWS CLI and the JavaScript SDK, none of them modified.
const run = promisify(execFile)
const packages = ['boto3==1.44.8', 'awscli==1.46.3']
const folder = fileURLToPath(new URL(`../../node_modules/.cache/conformance/${packages.join('-')}`, import.meta.url))

// Neither waits for the other: the one installs, the other mostly starts and kills.
const outcomes = (await Promise.all([conformAll(), Promise.allSettled([killOften()])])).flat()
const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
if (failures.length > 0) throw new AggregateError(failures, 'The local Image Builder does not hold what it promises.')

async function conformAll(): Promise<PromiseSettledResult<void>[]> {
  const bin = await installClients()
  const environment = await clientEnvironment()
  const python = join(bin, 'python')
  return Promise.allSettled([
    conform('boto3', (url) => pythonClient(python, 'boto3_client.py', url, environment)),
    conform('AWS CLI', (url) => pythonClient(python, 'cli_client.py', url, environment)),
    conform('JavaScript SDK', sdkClient),
    checkServe(bin, environment),
    askAccount((url) => pythonClient(python, 'boto3_client.py', url, environment)),
  ])
}

async function killOften(): Promise<void> {
  const environment = { ...process.env, IBGUARD_TEST_KILLS: '50' }
  await run('npx', ['vitest', 'run', 'test/local/state.test.ts'], { env: environment })
  console.log('State file: 50 kills during writes, nothing lost, nothing repeated')
}

/** Each client has servers of its own, one of them slow to accept. */
async function conform(name: string, start: (url: string) => Client): Promise<void> {
  const local = await createLocalImageBuilder()
  const slow = await createLocalImageBuilder({ rate: 0.001, readRate: 0.001 })
  const clients = [start(local.url), start(slow.url)] as const
  try {
    const counts = await new Scenario(clients[0], local).run()
    await new Scenario(clients[1], slow).throttled()
    console.log(`${name}: ${counts}`)
  } finally {
    for (const client of clients) await client.close()
    for (const server of [local, slow]) await server.close()
  }
}

/** What is around Image Builder in an account, asked by a client that is not ours. */
async function askAccount(start: (url: string) => Client): Promise<void> {
  const local = await createLocalImageBuilder({ seed: accountSeed })
  const client = start(local.url)
  try {
    console.log(`boto3: ${await conformAccount(client)} questions to the account around Image Builder`)
  } finally {
    await client.close()
    await local.close()
  }
}

/** A Python environment with boto3 and the AWS CLI, made once; answers its folder of programs. */
async function installClients(): Promise<string> {
  const programs = join(folder, 'bin')
  if (!existsSync(join(programs, 'aws'))) {
    await run('python3', ['-m', 'venv', folder])
    await run(join(programs, 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...packages])
  }
  return programs
}

/** Nothing of the machine's own AWS settings; clients send what they are given, and try once. */
async function clientEnvironment(): Promise<NodeJS.ProcessEnv> {
  const config = join(folder, 'aws-config')
  await mkdir(folder, { recursive: true })
  await writeFile(config, '[default]\nparameter_validation = false\n')
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))
  return {
    ...Object.fromEntries(own),
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
    AWS_MAX_ATTEMPTS: '1',
  }
}
