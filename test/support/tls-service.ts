import { readFileSync } from 'node:fs'
import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { type AddressInfo, connect, type Server } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

const folder = new URL('tls/', import.meta.url)
/** A certificate that nobody trusts, of this machine and of AWS's hosts. */
export const certificatePath: string = new URL('certificate.pem', folder).pathname

/** AWS behind TLS: answers STS and Image Builder for every host, in one account. */
export async function tlsService(account: string): Promise<{ url: string; port: number; asked: string[] }> {
  const asked: string[] = []
  const key = readFileSync(new URL('key.pem', folder))
  const server = createHttps({ key, cert: readFileSync(certificatePath) }, async (request, response) => {
    const body = new URLSearchParams(await text(request))
    const { hostname, searchParams } = new URL(request.url ?? '/', `https://${request.headers.host}`)
    const action = body.get('Action')
    asked.push(`${hostname} ${action ?? 'Get'}`)
    if (action === null) {
      const arn = searchParams.get('infrastructureConfigurationArn')
      response.end(
        JSON.stringify({ infrastructureConfiguration: { arn, name: 'web', instanceProfileName: 'Builder' } }),
      )
    } else response.end(action === 'AssumeRole' ? assumed : identity(account))
  })
  const port = await listening(server)
  return { url: `https://localhost:${port}`, port, asked }
}

/** A proxy that tunnels to `port`, whatever host it is asked for. */
export async function tunnel(port: number, status = 200): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server = createHttp()
  server.on('connect', ({ url = '' }, socket) => {
    asked.push(url)
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  return { url: `http://user:hunter2@127.0.0.1:${await listening(server)}`, asked }
}

async function listening(server: Server): Promise<number> {
  const sockets = new Set<{ destroy(): void }>()
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const identity = (account: string) =>
  `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`
const assumed =
  '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>'
