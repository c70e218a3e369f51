import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLocalImageBuilder } from '../src/local/index.ts'

// Updates a second of the local Image Builder, from keep-alive clients in another process, and its memory.
const configurations = 20_000
const seconds = 5
const inFlight = 32
const arnOf = (index: number) => `arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web-${index}`

if (process.argv[2] === 'server') await serveBench()
else if (process.argv[2] === 'client') await updateAll(process.argv[3] ?? '')
else await measure()

async function serveBench(): Promise<void> {
  const seed = Array.from({ length: configurations }, (_, index) => ({
    ...settings(index),
    infrastructureConfigurationArn: arnOf(index),
  }))
  const { port } = await createLocalImageBuilder({ seed })
  seed.length = 0
  process.on('message', () => process.send?.({ rss: process.memoryUsage().rss }))
  process.send?.({ port })
}

async function measure(): Promise<void> {
  const server = fork(import.meta.filename, ['server'])
  const { port } = await answerOf(server)
  await sleep(1000)
  server.send('memory')
  const { rss } = await answerOf(server)
  const client = fork(import.meta.filename, ['client', String(port)])
  const { updates } = await answerOf(client)
  server.kill()
  console.log(`${configurations} configurations: ${Math.round((rss ?? 0) / 2 ** 20)} MB`)
  console.log(`${Math.round((updates ?? 0) / seconds)} updates/s, ${inFlight} in flight`)
}

async function answerOf(child: ChildProcess): Promise<{ port?: number; rss?: number; updates?: number }> {
  const [message] = await once(child, 'message')
  return message
}

async function updateAll(port: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight })
  const end = Date.now() + seconds * 1000
  let updates = 0
  let next = 0
  const worker = async () => {
    while (Date.now() < end) {
      const status = await update(agent, port, next++)
      if (status !== 200) throw new Error(`An update was answered with ${status}.`)
      updates += 1
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  process.send?.({ updates })
  process.disconnect()
  agent.destroy()
}

function update(agent: Agent, port: string, index: number): Promise<number | undefined> {
  const body = JSON.stringify({
    ...settings(index),
    infrastructureConfigurationArn: arnOf(index % configurations),
    clientToken: `token-${index}`,
  })
  const authorization =
    'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/imagebuilder/aws4_request, SignedHeaders=host, Signature=0'
  return new Promise((resolve, reject) => {
    const path = '/UpdateInfrastructureConfiguration'
    const headers = { authorization, 'content-length': Buffer.byteLength(body) }
    request({ agent, port, path, method: 'PUT', headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode))
    })
      .on('error', reject)
      .end(body)
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
