import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createPullRequests } from '../../src/github/client.ts'
import { createPatience } from '../../src/github/patience.ts'
import { PullRequestError } from '../../src/github/pull-request.ts'

it('a POST that is never answered ends, and its body too', async () => {
  const server = createServer((request, response) => {
    // The head of an answer, and then nothing.
    if (request.method === 'POST') response.writeHead(201, { 'content-type': 'application/json' }).write('{')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let waited = 0
  const patience = createPatience(
    {
      now: () => waited,
      elapsed: () => waited,
      // Long enough that the head is there.
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, 200)
          signal?.addEventListener('abort', () => clearTimeout(timer))
          waited += ms
        }),
    },
    new AbortController().signal,
  )
  const pulls = createPullRequests({ token: 'a-token-of-a-job', owner: 'acme', repo: 'images', apiUrl, patience })
  const error = await pulls.createComment(7, 'text').catch((error: unknown) => error)
  expect(error).toBeInstanceOf(PullRequestError)
  expect(error).toMatchObject({ status: undefined, message: expect.stringContaining('did not answer within 15 s') })
})
