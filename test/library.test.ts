import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createImageBuilders } from '../src/adapters/aws.ts'
import { apply, loadSpecs, plan } from '../src/index.ts'
import { createLocalImageBuilder } from '../src/local/index.ts'
import { arnOf } from './support/changes.ts'
import { ibguard } from './support/cli.ts'
import { specText } from './support/spec-text.ts'
import { tempFolder } from './support/temp-folder.ts'

it('resumes a run only with a plan that asks for the same, made anew or not', async () => {
  const arn = arnOf('web')
  const seed = [{ infrastructureConfigurationArn: arn, instanceProfileName: 'Builder' }]
  const local = await createLocalImageBuilder({ seed })
  onTestFinished(() => local.close())
  const cwd = tempFolder({
    'web.yaml': specText({ infrastructureConfigurationArn: arn }),
    'other.yaml': specText({ infrastructureConfigurationArn: arn, description: 'Other' }),
  })
  const options = { cwd, clients: createImageBuilders({ local: { url: local.url } }), journal: join(cwd, 'run.jsonl') }
  const planOf = async (file: string) => plan(await loadSpecs([file], { cwd }), options)
  const first = await apply(await planOf('web.yaml'), options)
  expect(first.summary).toMatchObject({ applied: 1, failed: 0 })

  const again = await apply(await planOf('web.yaml'), { ...options, resume: true })
  expect(again.outcomes).toEqual(first.outcomes)
  const other = apply(await planOf('other.yaml'), { ...options, resume: true })
  await expect(other).rejects.toMatchObject({ code: 'Journal', message: expect.stringContaining('/description') })
  expect(local.mutations).toHaveLength(1)
})

it('reports an unused suppression of the config when a plan is about the whole fleet, and only then', async () => {
  const arns = [arnOf('web'), arnOf('api')]
  const cwd = tempFolder({
    'ibguard.config.yaml':
      'files: ["infra/*.yaml"]\nsuppressions: [{ rule: no-key-pair, arns: ["*"], reason: "none has one" }]\n',
    'infra/web.yaml': specText({ infrastructureConfigurationArn: arns[0] ?? '' }),
    'infra/api.yaml': specText({ infrastructureConfigurationArn: arns[1] ?? '' }),
  })
  const rulesOf = async (...argv: string[]) => {
    const { stdout } = await ibguard(['plan', '--local', '--format', 'json', ...argv], { cwd })
    return JSON.parse(stdout).findings.map(({ ruleId }: { ruleId: string }) => ruleId)
  }
  expect(await rulesOf()).toContain('unused-suppression')
  expect(await rulesOf('--target', '*/web')).not.toContain('unused-suppression')
})
