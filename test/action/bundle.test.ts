import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { init, parse } from 'es-module-lexer'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import { arnOf } from '../support/changes.ts'
import { type GitHubBehaviour, startGitHub } from './github-server.ts'
import { runBundle, type Step, type StepOptions } from './mini-runner.ts'
import { broken, clean, config, pullRequest, repository } from './repository.ts'

const bundle = join(import.meta.dirname, '../../dist/action')

/** A file and what loads with it. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const [imports] = parse(readFileSync(join(bundle, file), 'utf8'))
  for (const item of imports) {
    const isStatic = 'specifier' in item && item.type === 'static'
    if (isStatic && item.specifier?.startsWith('./')) loadedWith(item.specifier.slice(2), seen)
  }
  return seen
}

const bytesOf = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + statSync(join(bundle, file)).size, 0)

describe('the bundle', () => {
  beforeAll(() => init())

  it('is small, and what a lint loads of it is a part', () => {
    const all = readdirSync(bundle).filter((name) => name.endsWith('.js'))
    expect(bytesOf(all)).toBeLessThanOrEqual(1_950_000)
    expect(bytesOf(loadedWith('main.js'))).toBeLessThanOrEqual(370_000)
    // A character beyond ASCII, which the bundler leaves in a pattern alone, has V8 hold and read all of it as UTF-16.
    for (const file of loadedWith('main.js')) expect(readFileSync(join(bundle, file), 'utf8')).toMatch(/^[\0-\x7f]*$/)
    // Each file that Node loads costs half a millisecond.
    expect([...loadedWith('main.js')]).toEqual(['main.js', 'core.js'])
  })

  it('brings the licences of what is in it', () => {
    const texts = readFileSync(join(bundle, 'LICENSES.txt'), 'utf8')
    for (const name of [
      '@actions/core',
      '@octokit/core',
      '@aws-sdk/client-imagebuilder',
      'undici',
      'js-yaml',
      're2js',
    ]) {
      expect(texts).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'))
    }
  })
})

/** Lints a spec on a pull request, by the bundle. */
function lintPull(api: string, spec: string, more: Partial<StepOptions> = {}): Promise<Step> {
  const { workspace, base } = repository({ 'ibguard.config.yaml': config, 'web.spec.yaml': spec })
  return runBundle({
    workspace,
    event: 'pull_request',
    payload: pullRequest(base),
    ...more,
    inputs: { 'github-token': 'a-token-of-a-job' },
    env: { GITHUB_API_URL: api, ...more.env },
  })
}

describe('as a runner starts it', () => {
  it('comments through the proxy of the standard variables', async () => {
    const github = await startGitHub()
    const asked: string[] = []
    let cancel = (): void => undefined
    const proxy = createServer().on('connect', (request, socket) => {
      asked.push(request.url ?? '')
      // What is behind HTTPS cannot be answered here.
      if (request.url !== 'ghe.example:80') return cancel()
      const upstream = connect(Number(new URL(github.url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        upstream.pipe(socket).pipe(upstream)
      })
      for (const end of [socket, upstream]) end.on('error', () => undefined)
    })
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
    onTestFinished(() => void proxy.close())
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const step = await lintPull('http://ghe.example/api/v3', broken, { env: { HTTP_PROXY: url } })
    expect(step).toMatchObject({ code: 1, outputs: { 'comment-url': 'https://github.example/c/1' } })
    await lintPull('https://api.ghe.example', clean, { env: { HTTPS_PROXY: url }, onStart: (kill) => (cancel = kill) })
    expect(new Set(asked)).toEqual(new Set(['ghe.example:80', 'api.ghe.example:443']))
  })

  it('ends at once, without a comment, when it is cancelled while it comments', async () => {
    let cancel = (): void => undefined
    const answer: GitHubBehaviour['answer'] = ({ path }) => {
      if (!path.endsWith('/comments')) return undefined
      cancel()
      // An answer that is worth waiting for.
      return { status: 429, headers: { 'retry-after': '30' }, message: 'secondary rate limit' }
    }
    const github = await startGitHub({ answer })
    const started = performance.now()
    const step = await lintPull(github.url, clean, { onStart: (kill) => (cancel = kill) })
    expect(performance.now() - started).toBeLessThan(7_500)
    expect(step).toMatchObject({ code: 1, outputs: { verdict: 'fail', 'comment-url': '' } })
    expect(github.writes).toEqual([])
  })

  it('fails and still writes every report but the comment when a signal comes', async () => {
    const plugin = `import { setTimeout } from 'node:timers/promises'
process.kill(process.pid, 'SIGINT')
await setTimeout(100)
export default { id: 'acme/x', summary: '', severity: 'error', messages: { x: 'x' }, check: () => [] }
`
    // Files enough that a signal is heard of before they are all read.
    const many = Array.from({ length: 260 }, (_, at) => [`${at}.spec.yaml`, clean.replace('/web', `/web-${at}`)])
    const { workspace } = repository({
      'ibguard.config.yaml': `${config}plugins: [./cancel.mjs]\n`,
      'cancel.mjs': plugin,
      ...Object.fromEntries(many),
    })
    const step = await runBundle({ workspace, inputs: { 'report-file': 'report.json', 'sarif-file': 'x.sarif' } })
    expect(step).toMatchObject({ code: 1, outputs: { verdict: 'fail', 'report-file': 'report.json' } })
    expect(step.summary).toContain('cancelled')
    const report = JSON.parse(readFileSync(join(workspace, 'report.json'), 'utf8'))
    expect(report.error).toMatchObject({ code: 'Interrupted' })
  })

  it('ends an apply within the 7.5 s of a runner although an answer does not come', async () => {
    const names = ['api', 'jobs', 'web']
    const server = await createLocalImageBuilder({
      seed: names.map((name) => ({ infrastructureConfigurationArn: arnOf(name), instanceProfileName: 'Builder' })),
      fault: [`UpdateInfrastructureConfiguration=delay=60s@${arnOf('api')}`],
    })
    onTestFinished(() => server.close())
    const specs = names.map((name) => [`${name}.spec.yaml`, clean.replace('/web', `/${name}`)])
    const { workspace } = repository({ 'ibguard.config.yaml': config, ...Object.fromEntries(specs) })
    let cancelledAt = Number.NaN
    const step = await runBundle({
      workspace,
      inputs: { mode: 'apply', 'endpoint-url': server.url, rate: '200', 'report-file': 'report.json' },
      env: { AWS_ACCESS_KEY_ID: '123456789012', AWS_SECRET_ACCESS_KEY: 'a-secret-access-key' },
      onStart(cancel) {
        const timer = setInterval(() => {
          // The server has it, and keeps its answer back.
          if (server.mutations.length < 3) return
          clearInterval(timer)
          cancelledAt = performance.now()
          cancel()
        }, 20)
        onTestFinished(() => clearInterval(timer))
      },
    })
    expect(performance.now() - cancelledAt).toBeLessThan(7_500)
    expect(step).toMatchObject({ code: 1, outputs: { verdict: 'fail', applied: '2', failed: '1' } })
    const { outcomes } = JSON.parse(readFileSync(join(workspace, 'report.json'), 'utf8'))
    expect(outcomes).toContainEqual(
      expect.objectContaining({
        arn: arnOf('api'),
        status: 'failed',
        error: expect.objectContaining({ code: 'Interrupted' }),
      }),
    )
    expect(step.summary).toContain('--resume settles it')
  })
})
