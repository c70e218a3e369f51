import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { createLocalImageBuilder } from '../src/local/index.ts'
import { scratchFolder } from '../test/support/scratch-folder.ts'

// Updates a second of the local Image Builder, from keep-alive clients in another process, and its memory.
const configurations = 20_000
const seconds = 5
const inFlight = 32
const arnOf = (index: number) => `arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web-${index}`

interface Usage {
  port: number
  /** Megabytes. */
  memory: number
  /** Milliseconds. */
  cpu: number
}

interface Updates {
  count: number
  /** Milliseconds that an update took: the median, and what 99 of 100 stay under. */
  median: number
  most: number
}

const [role, argument = ''] = process.argv.slice(2)
if (role === 'server') await serve(argument)
else if (role === 'client') await updateAll(Number(argument))
else {
  const folder = scratchFolder('bench')
  await measure('in memory')
  await measure('with --state', join(folder, 'state.db'))
}

async function measure(name: string, state = ''): Promise<void> {
  const server = fork(import.meta.filename, ['server', state])
  const before: Usage = await messageOf(server)
  const client = fork(import.meta.filename, ['client', String(before.port)])
  const { count, median, most }: Updates = await messageOf(client)
  server.send('usage')
  const after: Usage = await messageOf(server)
  server.kill()
  console.log(`${name}: ${configurations} configurations take ${before.memory} MB`)
  console.log(
    `${Math.round(count / seconds)} updates/s, ${inFlight} in flight: ${median} ms, 99 % under ${most} ms; ${(((after.cpu - before.cpu) * 1000) / count).toFixed(0)} µs of the server's processor each`,
  )
}

async function messageOf<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, 'message')
  return message
}

async function serve(state: string): Promise<void> {
  const seed = Array.from({ length: configurations }, (_, index) => ({
    ...settings(index),
    infrastructureConfigurationArn: arnOf(index),
  }))
  const { port } = await createLocalImageBuilder({ seed, ...(state !== '' && { state }) })
  seed.length = 0
  const usage = (): Usage => {
    const { user, system } = process.cpuUsage()
    return { port, memory: Math.round(process.memoryUsage().rss / 2 ** 20), cpu: (user + system) / 1000 }
  }
  process.on('message', () => process.send?.(usage()))
  process.send?.(usage())
}

async function updateAll(port: number): Promise<void> {
  const end = performance.now() + seconds * 1000
  const times: number[] = []
  let next = 0
  const worker = async () => {
    const socket = connect(port, '127.0.0.1')
    while (performance.now() < end) {
      const start = performance.now()
      await update(socket, next++)
      times.push(performance.now() - start)
    }
    socket.destroy()
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  times.sort((a, b) => a - b)
  const at = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(1))
  const updates: Updates = { count: times.length, median: at(0.5), most: at(0.99) }
  process.send?.(updates)
  process.disconnect()
}

/** Bare HTTP: a client library would take more of the two processors than the server. */
function update(socket: Socket, index: number): Promise<void> {
  const body = JSON.stringify({
    ...settings(index),
    infrastructureConfigurationArn: arnOf(index % configurations),
    clientToken: `token-${index}`,
  })
  const head = [
    'PUT /UpdateInfrastructureConfiguration HTTP/1.1',
    'host: localhost',
    'authorization: AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/imagebuilder/aws4_request, SignedHeaders=host, Signature=0',
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  return new Promise((resolve, reject) => {
    let text = ''
    const read = (chunk: Buffer) => {
      text += chunk.toString('latin1')
      const bodyStart = text.indexOf('\r\n\r\n') + 4
      const length = Number(/content-length: (\d+)/.exec(text)?.[1])
      if (bodyStart < 4 || text.length < bodyStart + length) return
      socket.off('data', read)
      if (text.startsWith('HTTP/1.1 200')) resolve()
      else reject(new Error(text))
    }
    socket.on('data', read)
  })
}

function settings(index: number) {
  return {
    instanceProfileName: 'EC2InstanceProfileForImageBuilder',
    description: `Web servers, update ${index}`,
    instanceTypes: ['m7i.large', 'm7i.xlarge'],
    subnetId: 'subnet-0123456789abcdef0',
    securityGroupIds: ['sg-0123456789abcdef0'],
    logging: { s3Logs: { s3BucketName: 'acme-image-logs', s3KeyPrefix: `builds/${index}` } },
    terminateInstanceOnFailure: true,
    instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
    resourceTags: { team: 'web', environment: 'production' },
  }
}
