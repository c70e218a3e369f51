// The library, as its documentation shows it; type-checked by `tsc` and run by Node itself.
import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import {
  apply,
  createImageBuilders,
  defineConfig,
  GuardError,
  lint,
  loadSpecs,
  type Plan,
  plan,
  type Report,
  renderReport,
} from 'imagebuilder-guard'
import { createLocalImageBuilder } from 'imagebuilder-guard/local'
import { builtinRules } from 'imagebuilder-guard/rules'
import { testRule } from 'imagebuilder-guard/testing'
import teamTag from './rules/team-tag.ts'

testRule(teamTag, {
  valid: [{ resourceTags: { team: 'web' } }],
  invalid: [{ spec: {}, errors: [{ messageId: 'missing' }] }],
})

const config = defineConfig({ files: ['infra/*.yaml'], rules: { 'no-key-pair': 'error' } })
strictEqual(config.rules?.['no-key-pair'], 'error')
strictEqual(builtinRules.length > 20, true)

const fleet = await loadSpecs(['infra'])
const linted: Report = await lint(fleet)
strictEqual(renderReport(linted, 'sarif').includes('acme/team-tag'), true)
deepStrictEqual(
  linted.findings.map(({ ruleId, line }) => [ruleId, line]),
  [['acme/team-tag', 1]],
)

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
const local = await createLocalImageBuilder({
  seed: [{ infrastructureConfigurationArn: arn, instanceProfileName: 'Builder' }],
})
try {
  const clients = createImageBuilders({ local: { url: local.url } })
  const planned: Plan = await plan(fleet, { config: 'deploy.config.yaml', clients })
  const report = await apply(planned, { config: 'deploy.config.yaml', clients, journal: 'run.jsonl' })
  deepStrictEqual(
    report.outcomes.map(({ status, verified }) => [status, verified]),
    [['applied', true]],
  )
  strictEqual(local.mutations.length, 1)
} finally {
  await local.close()
}

const refused: unknown = await loadSpecs(['nothing.yaml']).catch((error: unknown) => error)
strictEqual(refused instanceof GuardError && refused.code, 'NotFound')
console.log('library: linted, planned and applied')
