/** The service of one measured run, in a process of its own; ends with its stdin and then says how a rival fared. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createImageBuilders } from '../src/aws/clients.ts'
import { createLocalImageBuilder } from '../src/local/index.ts'
import type { WallClock } from '../src/model/clock.ts'
import { systemClock } from '../src/model/system.ts'
import { arnOf } from '../test/support/changes.ts'

export interface ServerSettings {
  arns: string[]
  rate?: number
  burst?: number
  latency?: number
  fault?: string[]
  /** Updates per second of another client that does not care. */
  rival?: number
  /** Seconds after the first update between which the limit is a fifth. */
  cut?: [number, number]
}

export interface ServerResult {
  rivalCalls: number
  rivalDenied: number
}

const { arns, rival = 0, cut, ...limits }: ServerSettings = JSON.parse(process.argv[2] ?? '{}')
let startedAt: number | undefined
let served = Date.now()
let seen = Date.now()
/** A bucket that is refilled by a clock that runs slowly is one with a lower rate. */
const clock: WallClock = {
  now() {
    const now = Date.now()
    const seconds = startedAt === undefined ? -1 : (now - startedAt) / 1000
    const isCut = cut !== undefined && seconds > cut[0] && seconds < cut[1]
    served += (now - seen) * (isCut ? 0.2 : 1)
    seen = now
    return served
  },
  sleep: systemClock.sleep,
}
const rivalArn = arnOf('rival')
const configuration = (arn: string) => ({ arn, name: 'x', instanceProfileName: 'Builder', description: 'old' })
const seed = { infrastructureConfigurations: [...arns, rivalArn].map(configuration) }
const local = await createLocalImageBuilder({ seed, clock, ...limits })
console.log(JSON.stringify({ url: local.url }))

let isOver = false
process.stdin.resume().on('end', () => {
  isOver = true
})
const client = createImageBuilders({ local })({ partition: 'aws', account: '123456789012', region: 'eu-west-1' })
const result: ServerResult = { rivalCalls: 0, rivalDenied: 0 }
while (!isOver) {
  if (startedAt === undefined && local.mutations.length > 0) startedAt = Date.now()
  if (rival === 0 || startedAt === undefined) {
    clock.now()
    await sleep(10)
    continue
  }
  result.rivalCalls++
  const request = {
    infrastructureConfigurationArn: rivalArn,
    instanceProfileName: 'Builder',
    clientToken: randomUUID(),
  }
  client.update(request).catch(() => result.rivalDenied++)
  await sleep(1000 / rival)
}
console.log(JSON.stringify(result))
await local.close()
