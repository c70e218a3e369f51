import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { Report } from '../../src/model/report.ts'
import { arnOf } from '../support/changes.ts'
import { type CliResult, ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

const accounts = ['111111111111', '222222222222', '333333333333']
const regions = ['eu-west-1', 'us-east-1']
const targets = accounts.flatMap((account) => regions.map((region) => arnOf('web', { account, region })))
const denied = 'arn:aws:iam::222222222222:role/ibguard'

let server: LocalImageBuilder
beforeEach(async () => {
  const seed = targets.map((arn) => ({ arn, name: 'web', instanceProfileName: 'Builder' }))
  server = await createLocalImageBuilder({ seed: { infrastructureConfigurations: seed } })
  vi.stubEnv('AWS_ACCESS_KEY_ID', '999999999999')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('AWS_ENDPOINT_URL_STS', server.url)
  return () => server.close()
})

async function onServer(command: 'plan' | 'apply', ...argv: string[]): Promise<CliResult & { report: Report }> {
  const cwd = tempFolder({
    'ibguard.config.json': JSON.stringify({
      files: ['infra.json'],
      targets: { role: 'arn:aws:iam::{account}:role/ibguard' },
    }),
    'infra.json': `[${targets.map((arn) => specText({ infrastructureConfigurationArn: arn })).join(',')}]`,
  })
  const base = [command, '--endpoint-url', server.url, '--format', 'json=report.json', ...argv]
  const result = await ibguard(base, { cwd })
  return { ...result, report: JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) }
}

const inDenied = ({ arn }: { arn: string }): boolean => arn.includes(':222222222222:')

it('plans and applies every account by its own role', async () => {
  const { code, report } = await onServer('apply', '--yes')
  expect(code).toBe(0)
  expect(report.summary).toMatchObject({ applied: 6 })
  expect(server.mutations.map(({ arn }) => arn).sort()).toEqual(targets.toSorted())
})

it('blocks the targets of an account whose role cannot be assumed, and no others', async () => {
  server.faults.add({ operation: 'AssumeRole', kind: 'AccessDeniedException', arn: denied })
  const planned = await onServer('plan')
  expect(planned.code).toBe(1)
  expect(planned.report.summary).toMatchObject({ changes: 4, blocked: 2 })
  for (const { action, reason } of planned.report.changes.filter(inDenied)) {
    expect(action).toBe('blocked')
    expect(reason).toContain(`AssumeRoleFailed: the role ${denied} cannot be assumed: AccessDenied`)
  }
  const { code, report, stdout } = await onServer('apply', '--yes')
  expect(code).toBe(1)
  expect(report.summary).toMatchObject({ applied: 4, skipped: 2, failed: 0 })
  for (const { status, error } of report.outcomes.filter(inDenied)) {
    expect({ status, code: error?.code }).toEqual({ status: 'skipped', code: 'AssumeRoleFailed' })
    expect(error?.message).toMatch(/^the role /)
  }
  expect(stdout).toContain("AssumeRoleFailed: Let the role's trust policy name the caller")
  expect(server.mutations.filter(inDenied)).toEqual([])
})

it('skips them too when the role is lost between plan and apply', async () => {
  const cwd = tempFolder({
    'ibguard.config.json': JSON.stringify({ targets: { role: 'arn:aws:iam::{account}:role/ibguard' } }),
    'infra.json': `[${targets.map((arn) => specText({ infrastructureConfigurationArn: arn })).join(',')}]`,
  })
  const at = ['--endpoint-url', server.url]
  expect((await ibguard(['plan', 'infra.json', '--out', 'plan.json', ...at], { cwd })).code).toBe(0)
  server.faults.add({ operation: 'AssumeRole', kind: 'AccessDeniedException', arn: denied })
  const { code, stdout } = await ibguard(['apply', 'plan.json', '--yes', '--format', 'json', ...at], { cwd })
  expect(code).toBe(1)
  expect(JSON.parse(stdout).summary).toMatchObject({ applied: 4, skipped: 2 })
})

it('is exit 2 when the credentials that assume the roles are no longer good', async () => {
  server.faults.add({ operation: 'AssumeRole', kind: 'ExpiredTokenException' })
  const { code, report } = await onServer('apply', '--yes')
  expect(code).toBe(2)
  expect(report).toMatchObject({ error: { code: 'Credentials' } })
  expect(server.mutations).toEqual([])
})
