import { expect, it } from 'vitest'
import { ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

it("searching names what is no spec, and passes over the project's own files", async () => {
  const cwd = tempFolder({
    'web.json': specText(),
    'compose.yaml': 'services: {}\n',
    'ibguard.config.yaml': 'local: { seed: live.yaml }\n',
    'live.yaml': 'infrastructureConfigurations: []\nx-guard: {}\n',
  })
  const { code, stdout, stderr } = await ibguard(['lint', '--format', 'json', '.'], { cwd })
  expect(stderr).toContain('compose.yaml holds nothing like a spec')
  expect(stderr).not.toContain('live.yaml')
  expect(JSON.parse(stdout).summary).toMatchObject({ files: 1, specs: 1 })
  expect(code).toBe(0)
})

const unnamed = {
  'infra/a.yaml': specText(),
  'infra/second.yml': specText(),
  'infra/deep/third.json': specText(),
  'infra/templated.yaml.j2': `{% if x %}\ninfrastructureConfigurationArn: {{ arn }}\n{% endif %}\n`,
  'infra/values.json': '{"a": 1}',
  'infra/pipeline.json': '{"infrastructureConfigurationArn": "x", "imageRecipeArn": "y"}',
  'infra/notes.md': 'infrastructureConfigurationArn: x\n',
  'other/fourth.yml': specText(),
}

it.each([
  ['files', [], 'files: ["infra/**/*.yaml"]\n'],
  ['a glob', ['infra/**/*.yaml'], ''],
])(
  'what looks like a spec beside those that %s names, with an extension that it does not, is said',
  async (_, paths, config) => {
    const cwd = tempFolder({ ...unnamed, 'ibguard.config.yaml': config })
    const { code, stderr } = await ibguard(['lint', ...paths], { cwd })
    expect(stderr).toContain(
      'ibguard: infra/deep/third.json, infra/second.yml, infra/templated.yaml.j2 look like specs, but nothing names that extension: nobody judges them.\n',
    )
    expect(code).toBe(0)
  },
)

it.each([
  [
    'all extensions are named',
    {
      'ibguard.config.yaml':
        'files: ["infra/*.{yaml,yml}", "infra/**/*.json*"]\nignores: ["**/*.j2", "infra/values.json", "infra/pipeline.json"]\n',
    },
  ],
  [
    'it is ignored',
    { 'ibguard.config.yaml': 'files: ["infra/a.yaml", "infra/second.yaml"]\nignores: ["infra/second.yml"]\n' },
  ],
])('nothing is said where %s', async (_, files) => {
  const { stderr } = await ibguard(['lint'], { cwd: tempFolder({ ...unnamed, ...files }) })
  expect(stderr).not.toContain('look')
})

it('a folder leaves templates of specs, and says so', async () => {
  const { stderr } = await ibguard(['lint', 'infra'], { cwd: tempFolder(unnamed) })
  expect(stderr).toContain(
    'infra/templated.yaml.j2 looks like a spec, but nothing names that extension: nobody judges it.',
  )
})

it('where nothing is named but something is there, the error names it', async () => {
  const cwd = tempFolder({ 'infra/a.yml': specText(), 'ibguard.config.yaml': 'files: ["infra/*.yaml"]\n' })
  const { code, stderr } = await ibguard(['lint'], { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain('infra/a.yml looks like a spec; name its extension too.')
})

it('a glob over everything takes files of values with their module, and no file of the language as a spec', async () => {
  const module = `variable "tokens" {}

resource "aws_imagebuilder_infrastructure_configuration" "web" {
  name                          = "web"
  instance_profile_name         = "Builder"
  terminate_instance_on_failure = true
  instance_metadata_options {
    http_tokens                 = var.tokens
    http_put_response_hop_limit = 2
  }
  logging {
    s3_logs {
      s3_bucket_name = "acme-logs"
    }
  }
}
`
  const cwd = tempFolder({
    'golden/main.tf': module,
    'golden/terraform.tfvars': 'tokens = "required"\n',
    'golden/prod.tfvars': 'tokens = "optional"\n',
    'golden/x.tfvars.json': '{ "tokens": "optional" }\n',
    'golden/terragrunt.hcl': 'include {}\n',
    'golden/tests/a.tftest.hcl': 'run "a" {}\n',
    'golden/web.yaml': specText(),
    'ibguard.config.yaml': 'files: ["golden/**"]\n',
  })
  const { code, stdout } = await ibguard(['lint', '--format', 'json'], { cwd })
  expect(JSON.parse(stdout)).toMatchObject({ findings: [], summary: { specs: 1, resources: 1, files: 2 } })
  expect(code).toBe(0)
  const plan = await ibguard(['lint', 'golden/prod.tfvars'], { cwd })
  expect(plan.code).toBe(0)
})

it.each([
  ['the config', [], 'app/cdk.out, none/**/*.yaml lead to no file; `cdk synth` writes cdk.out.'],
  ['a glob', ['infra', 'infra/*.template'], 'infra/*.template leads to no file.'],
  ['a folder', ['infra', 'empty', './{none,cdk.out}/*'], 'empty, ./{none,cdk.out}/* lead to no file.'],
])('what %s names and is not there is said beside what is', async (_, paths, expected) => {
  const files = '["infra/*.yaml", "app/cdk.out", "{infra,other}/*.yml", "none/**/*.yaml", "!gone/*"]'
  const cwd = tempFolder({ 'infra/a.yaml': specText(), 'empty/x.md': '', 'ibguard.config.yaml': `files: ${files}\n` })
  const { code, stderr } = await ibguard(['lint', ...paths], { cwd })
  expect([code, stderr]).toEqual([0, `ibguard: ${expected}\n`])
  // A plan leaves what CDK makes, made or not.
  expect((await ibguard(['plan', '--local'], { cwd })).stderr).not.toContain('cdk')
})
