import { expect, it, vi } from 'vitest'
import type { Json } from '../../src/model/json.ts'
import type { Report } from '../../src/model/report.ts'
import { answering } from '../support/answering.ts'
import { arnOf } from '../support/changes.ts'
import { ibguard } from '../support/cli.ts'
import { tempFolder } from '../support/temp-folder.ts'

const odd = arnOf('odd')
const plain = arnOf('plain')
const specs = [odd, plain].map((infrastructureConfigurationArn) => ({
  infrastructureConfigurationArn,
  instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
  logging: { s3Logs: { s3BucketName: 'acme-image-logs' } },
  'x-guard': { imageType: 'AMI' },
}))

/** Applies over a service where one configuration holds `members`, as JSON text, and another nothing odd. */
async function applyOver(members: string) {
  const live = new Map([odd, plain].map((arn) => [arn, `{"arn":"${arn}","name":"x","instanceProfileName":"Builder"}`]))
  live.set(odd, `{"arn":"${odd}","name":"odd","instanceProfileName":"Builder",${members}}`)
  const { url } = await answering(({ url, body }) => {
    const { pathname, searchParams } = new URL(url, 'http://x')
    if (pathname === '/UpdateInfrastructureConfiguration') {
      const { infrastructureConfigurationArn: arn, clientToken: _, ...fields } = JSON.parse(body)
      live.set(arn, JSON.stringify({ arn, name: 'x', ...fields }))
    }
    const found = live.get(searchParams.get('infrastructureConfigurationArn') ?? '')
    return { body: found ? `{"infrastructureConfiguration":${found}}` : '{"requestId":"r"}' }
  })
  vi.stubEnv('AWS_ACCESS_KEY_ID', '123456789012')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x')
  const cwd = tempFolder({ '.git/HEAD': '', 'fleet.json': JSON.stringify(specs) })
  const args = ['apply', 'fleet.json', '--yes', '--endpoint-url', url, '--format', 'json']
  const { code, stdout } = await ibguard(args, { cwd })
  vi.unstubAllEnvs()
  const { outcomes = [] }: Report = JSON.parse(stdout)
  return { code, outcomes, live: JSON.parse(live.get(odd) ?? '') as { [key: string]: Json } }
}

it.each([
  ['of another type', '"instanceTypes":"m7i.large"'],
  ['nested without end', `"newField":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
])('a live value %s keeps its own target from being touched, and no other', async (_what, members) => {
  const { code, outcomes } = await applyOver(members)
  expect(code).toBe(1)
  expect(outcomes).toMatchObject([
    { arn: odd, status: 'skipped', error: { code: 'InvalidAnswer' } },
    { arn: plain, status: 'applied', verified: true },
  ])
})

it('an empty value or a placeholder in a field that no spec can name blocks nothing, and is kept', async () => {
  const { code, outcomes, live } = await applyOver('"newField":"","parentInstance":{"newer":["<none>"]}')
  expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'applied'])
  expect(live).toMatchObject({ newField: '', parentInstance: { newer: ['<none>'] } })
  expect(code).toBe(0)
})
