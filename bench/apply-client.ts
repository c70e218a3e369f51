/** One client of a measured run, in a process of its own: ours or a peer. Prints its result as a line of JSON. */
import { Agent } from 'node:http'
import { join } from 'node:path'
import { Imagebuilder, type ImagebuilderClientConfig } from '@aws-sdk/client-imagebuilder'
import pLimit from 'p-limit'
import pRetry from 'p-retry'
import { applyChanges } from '../src/apply/apply-changes.ts'
import { createImageBuilders } from '../src/aws/clients.ts'
import { openJournal } from '../src/journal/journal-file.ts'
import { systemClock, systemRandom } from '../src/model/system.ts'
import { planChanges } from '../src/plan/plan-changes.ts'
import { specOf } from '../test/support/changes.ts'
import { scratchFolder } from '../test/support/scratch-folder.ts'

export type ClientName = 'ibguard' | 'SDK standard' | 'SDK adaptive' | 'p-limit + p-retry' | 'bare loop'

export interface ClientSettings {
  name: ClientName
  url: string
  arns: string[]
  concurrency: number
}

export interface ClientResult {
  seconds: number
  failed: number
  throttled: number
}

const { name, url, arns, concurrency }: ClientSettings = JSON.parse(process.argv[2] ?? '{}')
console.log(JSON.stringify(name === 'ibguard' ? await runOurs() : await runPeer()))

async function runOurs(): Promise<ClientResult> {
  const folder = scratchFolder('bench')
  const ports = {
    imageBuilders: createImageBuilders({ local: { url }, concurrency }),
    clock: systemClock,
    random: systemRandom,
  }
  const specs = arns.map((arn) => specOf(arn, { description: 'new' }, { imageType: 'AMI' }))
  const changes = await planChanges(specs, ports, { concurrency })
  const journal = await openJournal(join(folder, 'run.jsonl'), {
    clock: systemClock,
    random: systemRandom,
    resume: false,
  })
  let throttled = 0
  const startedAt = performance.now()
  const { outcomes } = await applyChanges(
    changes,
    { ...ports, journal },
    {
      concurrency,
      rate: 'auto',
      maxFailures: '100%',
      waves: ['100%'],
      verify: true,
      onProgress(progress) {
        throttled = progress.throttles
      },
    },
  )
  const seconds = (performance.now() - startedAt) / 1000
  await journal.close()
  return { seconds, failed: outcomes.filter(({ status }) => status !== 'applied').length, throttled }
}

async function runPeer(): Promise<ClientResult> {
  const retries: Record<string, ImagebuilderClientConfig> = {
    'SDK adaptive': { retryMode: 'adaptive' },
    'p-limit + p-retry': { maxAttempts: 1 },
    'bare loop': { maxAttempts: 1 },
  }
  const sdk = new Imagebuilder({
    region: 'eu-west-1',
    endpoint: url,
    credentials: { accessKeyId: '123456789012', secretAccessKey: 'local' },
    requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: concurrency }) },
    ...retries[name],
  })
  let throttled = 0
  sdk.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      const { response } = result
      if (
        typeof response === 'object' &&
        response !== null &&
        'statusCode' in response &&
        response.statusCode === 429
      ) {
        throttled++
      }
      return result
    },
    { step: 'deserialize', priority: 'low' },
  )
  const update = (arn: string) =>
    sdk.updateInfrastructureConfiguration({
      infrastructureConfigurationArn: arn,
      instanceProfileName: 'Builder',
      description: 'new',
      clientToken: systemRandom.uuid(),
    })
  const read = (arn: string) => sdk.getInfrastructureConfiguration({ infrastructureConfigurationArn: arn })
  async function one(arn: string): Promise<unknown> {
    if (name === 'p-limit + p-retry') return pRetry(() => update(arn))
    if (name !== 'bare loop') return update(arn)
    await read(arn)
    await update(arn)
    return read(arn)
  }
  const slots = pLimit(concurrency)
  const startedAt = performance.now()
  const results = await Promise.allSettled(arns.map((arn) => slots(() => one(arn))))
  const seconds = (performance.now() - startedAt) / 1000
  return { seconds, failed: results.filter(({ status }) => status === 'rejected').length, throttled }
}
