import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Report } from '../../src/model/report.ts'
import { ibguard } from '../support/cli.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'

/** Specs of a fleet that nobody has judged before: 700 findings in 300 specs. */
function legacySpec(at: number): string {
  const lines = [
    `infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/legacy-${at}`,
    `instanceProfileName: 'EC2InstanceProfileForImageBuilder' # team ${at % 7}`,
    'instanceMetadataOptions:',
    '    httpTokens: optional # for an old agent',
    '    httpPutResponseHopLimit: 2',
    ...(at % 3 === 0 ? ['keyPair: break-glass'] : []),
    'x-guard: { imageType: AMI }',
  ]
  return `${lines.join('\n')}\n`
}

test('the page holds: a legacy fleet of 300 specs with 700 findings is adopted in four commands', async () => {
  const page = readFileSync('docs/adopting.md', 'utf8')
  const commands = [...page.matchAll(/^```sh\n(.*)\n```$/gm)]
    .map(([, command]) => command ?? '')
    .filter((command) => command.startsWith('npx ibguard'))
  expect(commands).toHaveLength(4)
  const [init = '', update, check, fix] = commands
  const fleet = Array.from({ length: 300 }, (_, at) => [`infra/${at % 10}/legacy-${at}.yaml`, legacySpec(at)])
  const folder = tempFolder(Object.fromEntries(fleet))
  const run = async (command = '', without: string[] = []): Promise<{ code: number; report: Report }> => {
    const words = command.split(' ').slice(2)
    const { code, stdout } = await ibguard([...words.filter((word) => !without.includes(word)), '--format', 'json'], {
      cwd: folder,
    })
    return { code, report: JSON.parse(stdout) }
  }

  expect(await ibguard(init.split(' ').slice(2), { cwd: folder })).toMatchObject({ code: 0 })
  const before = await run('npx ibguard lint')
  expect(before.report.findings).toHaveLength(700)
  const adopted = await run(update)
  expect([adopted.code, adopted.report.findings]).toEqual([0, []])
  expect(adopted.report.summary.baselined).toBe(700)

  const added = legacySpec(300).replace('x-guard', 'logging: { s3Logs: { s3BucketName: acme-logs } }\nx-guard')
  writeFiles(folder, { 'infra/new.yaml': added })
  // The folder of this test has no remote to take the policy from.
  const caught = await run(check, ['--config-from', 'origin/main'])
  expect(caught.code).toBe(1)
  expect(caught.report.findings.map(({ file, ruleId }) => [file, ruleId])).toEqual([
    ['infra/new.yaml', 'imdsv2-required'],
    ['infra/new.yaml', 'no-key-pair'],
  ])

  const fixed = await run(fix)
  expect([fixed.code, fixed.report.findings]).toEqual([0, []])
  const wanted = added.replace('optional #', 'required #').replace('break-glass', 'null')
  expect(readFileSync(join(folder, 'infra/new.yaml'), 'utf8')).toBe(wanted)
  expect(readFileSync(join(folder, 'infra/0/legacy-0.yaml'), 'utf8')).toBe(legacySpec(0))
})
