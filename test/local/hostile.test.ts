import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-imagebuilder'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import { type Limits, listen } from '../../src/local/listener.ts'
import { isOperationName, operations, shapeOf } from '../../src/local/model.ts'
import { systemClock } from '../../src/model/system.ts'
import { arnOf, clientFor, send, startLocal } from './support/client.ts'

const arn = arnOf('web')
const seed = [{ infrastructureConfigurationArn: arn, instanceProfileName: 'builder' }]
const signed =
  'host: localhost\r\nauthorization: AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/imagebuilder/aws4_request, SignedHeaders=host, Signature=0\r\n'
const update = `PUT /UpdateInfrastructureConfiguration HTTP/1.1\r\n${signed}`
const getPath = `/GetInfrastructureConfiguration?infrastructureConfigurationArn=${encodeURIComponent(arn)}`

/** With a new connection, as one that was kept may be the one that makes room. */
async function isServed(url: string): Promise<boolean> {
  return (await send(url, getPath, { method: 'GET', headers: { connection: 'close' } })).status === 200
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** What comes back until the server closes the connection, or until there are `answers` answers. */
async function exchange(port: number, bytes: string | Uint8Array, answers = Number.POSITIVE_INFINITY): Promise<string> {
  const socket = await open(port)
  let text = ''
  const complete = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      text += chunk
      if (statuses(text).length >= answers) resolve()
    })
    socket.on('close', () => resolve())
  })
  socket.write(bytes)
  await complete
  return text
}

function statuses(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
}

async function startListener(limits: Partial<Limits>) {
  const reply = { status: 200, headers: {}, body: '' }
  const listener = await listen(() => reply, { host: '127.0.0.1', port: 0, latency: 0, clock: systemClock, limits })
  onTestFinished(() => listener.close())
  return { port: listener.port, url: `http://127.0.0.1:${listener.port}` }
}

test.each([
  ['no HTTP', 'hello\r\n\r\n', [400]],
  ['a TLS handshake', Uint8Array.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc), [400]],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
  ['an unknown method', `FETCH / HTTP/1.1\r\n${signed}\r\n`, [400]],
  ['no Host', 'GET /tags/x HTTP/1.1\r\n\r\n', [400]],
  ['huge headers', `${update}x-a: ${'a'.repeat(70_000)}\r\n\r\n`, [431]],
  ['a query of a megabyte', `GET ${getPath}&x=${'a'.repeat(2 ** 20)} HTTP/1.1\r\n${signed}\r\n`, [431]],
  ['length and chunks at once', `${update}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`, [400]],
  ['a negative length', `${update}content-length: -2\r\n\r\n{}`, [400]],
  ['a broken chunk', `${update}transfer-encoding: chunked\r\n\r\nzz\r\n\r\n`, [400]],
  ['HEAD', `HEAD ${getPath} HTTP/1.1\r\n${signed}\r\n`, [404]],
  ['OPTIONS', `OPTIONS * HTTP/1.1\r\n${signed}\r\n`, [404]],
  ['a proxy request', `GET http://local${getPath} HTTP/1.1\r\n${signed}\r\n`, [404]],
  ['an upgrade', `GET ${getPath} HTTP/1.1\r\n${signed}connection: upgrade\r\nupgrade: websocket\r\n\r\n`, [200]],
  ['an expectation', `${update}expect: 100-continue\r\ncontent-length: 2\r\n\r\n{}`, [100, 400]],
  ['an unknown expectation', `${update}expect: magic\r\ncontent-length: 2\r\n\r\n{}`, [417]],
  ['chunks', `${update}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n`, [400]],
  ['pipelined requests', `GET ${getPath} HTTP/1.1\r\n${signed}\r\nGET /x HTTP/1.1\r\n${signed}\r\n`, [200, 404]],
])('%s is answered, and others are served', async (_, bytes, expected) => {
  const { port, url } = await startLocal({ seed })
  expect(statuses(await exchange(port, bytes, expected.length))).toEqual(expected)
  expect(await isServed(url)).toBe(true)
})

test.each([
  ['%', 400, 'InvalidParameterException'],
  ['%E0%A4%A', 400, 'InvalidParameterException'],
  [encodeURIComponent(encodeURIComponent(arn)), 400, 'InvalidParameterException'],
  [`${encodeURIComponent(arn)}%00`, 400, 'InvalidParameterException'],
  [`${encodeURIComponent(arn)}%0A`, 400, 'InvalidParameterException'],
  [`x%2F..%2F${encodeURIComponent(arn)}`, 400, 'InvalidParameterException'],
  [`${encodeURIComponent(arn)}/extra`, 400, 'InvalidParameterException'],
  ['', 400, 'InvalidParameterException'],
  [encodeURIComponent(arn).toUpperCase(), 400, 'InvalidParameterException'],
  [encodeURIComponent(arn).replaceAll('%3A', '%3a'), 200, null],
  [arn, 200, null],
])('the tags of %j: %i', async (segment, status, errorType) => {
  const { port } = await startLocal({ seed })
  // Raw, since a client library would normalise the path.
  const text = await exchange(port, `GET /tags/${segment} HTTP/1.1\r\n${signed}\r\n`, 1)
  expect(statuses(text)).toEqual([status])
  expect(/x-amzn-errortype: (\w+)/.exec(text)?.[1] ?? null).toBe(errorType)
})

test('of repeated query members the first counts, for the check and for the answer', async () => {
  const { url } = await startLocal({ seed })
  const foreign = encodeURIComponent(arn.replace('123456789012', '210987654321'))
  const twice = await send(url, `${getPath}&infrastructureConfigurationArn=${foreign}`, {
    method: 'GET',
    key: '123456789012',
  })
  expect(twice.body.infrastructureConfiguration).toMatchObject({ arn })
  const other = await send(url, `${getPath.replace('?', `?infrastructureConfigurationArn=${foreign}&`)}`, {
    method: 'GET',
    key: '123456789012',
  })
  expect(other.errorType).toBe('ForbiddenException')
})

test('as many and as long tag keys as the model allows fit into a query', async () => {
  const { url } = await startLocal({ seed })
  const client = clientFor(url)
  const tagKeys = Array.from({ length: 50 }, (_, index) => `${index}${'/'.repeat(126)}`)
  await client.send(
    new TagResourceCommand({ resourceArn: arn, tags: Object.fromEntries(tagKeys.map((key) => [key, ''])) }),
  )
  await client.send(new UntagResourceCommand({ resourceArn: arn, tagKeys }))
  expect((await send(url, getPath, { method: 'GET' })).body.infrastructureConfiguration).toMatchObject({ tags: {} })
})

test('clients that never finish, or keep ever more connections, lock nobody out', async () => {
  const { port, url } = await startListener({ connections: 20 })
  const starts = [
    '',
    'GET / HTTP/1.1\r\nx: ',
    `${update}content-length: 1000000\r\n\r\n{`,
    `GET / HTTP/1.1\r\n${signed}\r\n`,
  ]
  for (let round = 0; round < 20; round += 1) {
    const sockets = await Promise.all(Array.from({ length: 20 }, () => open(port)))
    for (const [at, socket] of sockets.entries()) socket.write(starts[at % starts.length] ?? '')
    expect(await isServed(url)).toBe(true)
  }
})

test('whatever JSON an operation is sent, it is never the server that fails', async () => {
  const { url } = await startLocal({ seed })
  const names = Object.keys(operations).filter(isOperationName)
  const members = names.flatMap((name) => Object.keys(shapeOf(operations[name].input).members ?? {}))
  const member = fc.constantFrom(...members, '__proto__', 'constructor', 'toString')
  const value = fc.oneof(fc.constant(arn), fc.jsonValue({ maxDepth: 3 }), fc.dictionary(member, fc.jsonValue()))
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.dictionary(member, value), async (name, input) => {
      const { method, uri } = operations[name]
      const text = (item: unknown) => (typeof item === 'string' ? item : JSON.stringify(item))
      const path = uri.replace('{resourceArn}', encodeURIComponent(text(input.resourceArn ?? arn)))
      const query = new URLSearchParams()
      for (const [key, item] of Object.entries(input)) query.append(key, text(item))
      const target = method === 'GET' || method === 'DELETE' ? `${path}?${query}` : path
      const answer = await send(url, target, method === 'GET' ? { method } : { method, body: JSON.stringify(input) })
      expect(answer.status).toBeLessThan(500)
    }),
    { numRuns: 200 },
  )
})

test('a server is closed once, however often it is told to', async () => {
  const local = await createLocalImageBuilder({ seed })
  await Promise.all([local.close(), local.close()])
  await local.close()
  await expect(send(local.url, getPath, { method: 'GET' })).rejects.toThrow()
})

test('a body that does not end is cut off', async () => {
  const { port, url } = await startLocal({ seed })
  const socket = await open(port)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write(`${update}transfer-encoding: chunked\r\n\r\n`)
  const chunk = `100000\r\n${'x'.repeat(2 ** 20)}\r\n`
  const more = () => {
    while (socket.writable && socket.write(chunk));
    if (socket.writable) socket.once('drain', more)
  }
  more()
  await closed
  expect(await isServed(url)).toBe(true)
})

test('who takes too long to send a request is cut off', async () => {
  const { port } = await startListener({ headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 })
  const answers = await Promise.all([
    exchange(port, 'GET / HTTP/1.1\r\nhost: localhost\r\nx: '),
    exchange(port, `${update}content-length: 100\r\n\r\n{`),
  ])
  expect(answers.map(statuses)).toEqual([[408], [408]])
})
