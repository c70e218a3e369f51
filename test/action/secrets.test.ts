import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildReport } from '../../src/report/build-report.ts'
import { finding } from '../report/formats/report.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { startGitHub } from './github-server.ts'
import { runStep } from './mini-runner.ts'

const token = 'ghs_16C7e42F292c6912E7710c838347Ae178B4a'
const session = 'IQoJb3JpZ2luX2VjEJr*|<`~_session/token=='
const password = 'hunter2'
const secrets = [token, Buffer.from(`x-access-token:${token}`).toString('base64'), session, password]

/** Every way in which a format might write a secret: as it is, or with its odd characters as entities or escapes. */
function isIn(text: string, secret: string): boolean {
  const plain = text
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replaceAll(/&#x?[\da-f]+;|<!-- -->|[\u200b\\]/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
  return [text, plain].some((each) => each.includes(secret.replaceAll('\\', '')))
}

/** One step: what it says, writes and comments. */
async function everythingOf(inputs: Record<string, string>, files: Record<string, string>) {
  const headSha = 'a'.repeat(40)
  const github = await startGitHub({ pulls: [{ number: 12, head: { sha: headSha } }] })
  const workspace = tempFolder(files)
  const step = await runStep({
    workspace,
    inputs: { 'github-token': token, ...inputs },
    event: 'workflow_run',
    payload: { workflow_run: { event: 'pull_request', head_sha: headSha, pull_requests: [] } },
    env: { GITHUB_API_URL: github.url, AWS_SESSION_TOKEN: session },
  })
  const text = [step.log, step.summary, JSON.stringify(step.outputs), ...github.comments.map(({ body }) => body)]
  return { code: step.code, workspace, text }
}

it('are in no format, log, output, summary, annotation or comment, however these escape, cut or wrap a text', async () => {
  const said = `fatal: ${token} ${session} https://user:${password}@git.example/x ${secrets[1]} ${'x'.repeat(90)} ${token}`
  const report = buildReport({
    files: 1,
    specs: 1,
    rules: [{ id: 'acme/x', summary: said, severity: 'error' }],
    findings: [finding({ ruleId: 'acme/x', message: said, file: `${token}.yaml`, arn: said })],
    changes: [
      {
        arn: said,
        action: 'update',
        fields: [{ pointer: `/${session}`, kind: 'change', before: { [said]: said }, after: [said] }],
      },
    ],
    outcomes: [
      {
        arn: said,
        status: 'failed',
        attempts: 1,
        verified: false,
        error: { code: 'X', message: said, requestId: said },
      },
      { arn: `${said}2`, status: 'applied', attempts: 1, verified: true },
    ],
  })
  const { text, workspace, code } = await everythingOf(
    { mode: 'report', 'report-file': 'r.json', 'sarif-file': 'out.sarif' },
    { 'r.json': JSON.stringify(report) },
  )
  const everything = [...text, readFileSync(join(workspace, 'out.sarif'), 'utf8')]
  expect(code).toBe(1)
  expect(text.filter((each) => each.includes('### ❌ imagebuilder-guard'))).toHaveLength(2)
  for (const secret of secrets) expect(everything.filter((each) => isIn(each, secret))).toEqual([])
})

it('of an endpoint that is refused is no part repeated', async () => {
  const inputs = { 'endpoint-url': `htp://user:${password}@proxy.example`, 'report-file': 'out.json' }
  const { text, workspace, code } = await everythingOf(inputs, {})
  expect(code).toBe(2)
  expect(text.join('\n')).toContain('endpoint-url: what is given is not a URL')
  for (const each of [...text, readFileSync(join(workspace, 'out.json'), 'utf8')]) expect(each).not.toContain(password)
})
