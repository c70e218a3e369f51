import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { createLocalImageBuilder, type LocalImageBuilderOptions } from '../../src/local/index.ts'

async function ask(options: LocalImageBuilderOptions, host: string, path = '/ListInfrastructureConfigurations') {
  const server = await createLocalImageBuilder(options)
  onTestFinished(() => server.close())
  const headers = {
    host,
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/imagebuilder/aws4_request, SignedHeaders=host, Signature=0',
  }
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: server.port, path, method: 'POST', headers }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject)
    })
    call.on('error', reject).end('{}')
  })
}

it.each([
  'localhost',
  'localhost:4577',
  'LOCALHOST.',
  'imagebuilder.localhost',
  '127.0.0.1:80',
  '127.9.9.9',
  '[::1]:80',
])('a server of this machine answers to %s', async (host) => {
  expect((await ask({}, host)).status).toBe(200)
})

it.each([
  'evil.example',
  'evil.example:4577',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  '10.0.0.1',
  '[fe80::1]',
])('and not to %s, which a page in a browser could have led here', async (host) => {
  const { status, body } = await ask({}, host)
  expect(status).toBe(403)
  expect(JSON.parse(body)).toMatchObject({ __type: 'AccessDeniedException' })
  expect(body).toContain('--host')
  expect(await ask({}, host, '/')).toMatchObject({ status: 403, body: expect.stringContaining('<Error>') })
})

it('a server that was told to listen for others answers to every name', async () => {
  expect((await ask({ host: '0.0.0.0' }, 'builder.internal')).status).toBe(200)
  expect((await ask({ host: 'localhost' }, 'evil.example')).status).toBe(403)
})
