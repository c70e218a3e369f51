import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { lines } from '../../src/action/inputs.ts'
import { ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'

const written = ['ibguard.config.yaml', 'infra/example.yaml', '.github/workflows/imagebuilder-guard.yml']

test('what init writes is named and lints at once without a finding', async () => {
  const cwd = tempFolder()
  const { code, stdout } = await ibguard(['init'], { cwd })
  expect(code).toBe(0)
  for (const file of written) expect(stdout).toContain(`wrote ${file}\n`)
  const lint = await ibguard(['lint', '--format', 'json'], { cwd })
  expect(lint.code).toBe(0)
  expect(JSON.parse(lint.stdout)).toMatchObject({ summary: { files: 1, specs: 1 }, findings: [] })
  expect(readFileSync(join(cwd, 'infra/example.yaml'), 'utf8')).toMatch(/^# yaml-language-server: \$schema=https:/)
})

test('the workflow lints pull requests, may do little, and names full versions', async () => {
  const root = tempFolder({ '.git/HEAD': '', 'images/readme.md': '' })
  await ibguard(['init', '--cwd', 'images'], { cwd: root })
  const text = readFileSync(join(root, '.github/workflows/imagebuilder-guard.yml'), 'utf8')
  const workflow = load(text) as {
    on: string
    permissions: object
    jobs: { lint: { steps: { uses: string; with: object }[] } }
  }
  expect(workflow.on).toBe('pull_request')
  expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' })
  const { steps } = workflow.jobs.lint
  for (const { uses } of steps) expect(uses).toMatch(/@(v\d+\.\d+\.\d+|[0-9a-f]{40})$/)
  expect(steps.at(-1)?.with).toMatchObject({ mode: 'lint', 'working-directory': 'images' })
})

test('a file that exists stays as it is', async () => {
  const cwd = tempFolder({ 'ibguard.config.json': '{ "files": ["infra/*.json"] }', 'infra/web.json': specText() })
  const first = await ibguard(['init'], { cwd })
  expect(first.code).toBe(0)
  expect(first.stdout).toMatch(/^wrote \.github\/workflows\/imagebuilder-guard\.yml\nNext: .*\n$/)
  expect(first.stderr).toContain('ibguard.config.json exists and stays as it is.')
  expect((await ibguard(['lint'], { cwd })).code).toBe(0)
  const again = await ibguard(['init'], { cwd })
  expect(again.code).toBe(2)
  expect(again.stderr).toContain('ibguard.config.json, infra, .github/workflows/imagebuilder-guard.yml exist')
})

test('specs that are there are what the config names, all of them and nothing else', async () => {
  const cwd = tempFolder({
    'package.json': '{}',
    'top.yaml': specText(),
    'images/web.yaml': specText(),
    'images/deep/batch.yml': specText(),
    'images/deep/c.json': specText(),
    'mixed/spec.yaml': specText(),
    'mixed/compose.yaml': 'services: {}\n',
    'mixed/all/a.yaml': specText(),
    'mixed/half/a.yaml': specText(),
    'mixed/half/b/other.json': '{}',
    'pipelines/p.json': '{"infrastructureConfigurationArn": "x", "imageRecipeArn": "y"}',
    'docs/x.yaml': 'a: b\n',
  })
  const { code, stdout } = await ibguard(['init'], { cwd })
  expect(code).toBe(0)
  expect(stdout).not.toContain('infra/')
  const read = (file: string): unknown => load(readFileSync(join(cwd, file), 'utf8'))
  const { files } = read('ibguard.config.yaml') as { files: string[] }
  expect(files).toEqual([
    'top.yaml',
    'images/**/*.{yaml,yml,json}',
    'mixed/spec.yaml',
    'mixed/all/**/*.{yaml,yml,json}',
    'mixed/half/*.{yaml,yml,json}',
  ])
  const { jobs } = read('.github/workflows/imagebuilder-guard.yml') as {
    jobs: { lint: { steps: { with: { files: string } }[] } }
  }
  expect(jobs.lint.steps.at(-1)?.with.files.trim().split('\n')).toEqual(files)
  const lint = await ibguard(['lint', '--format', 'json'], { cwd })
  expect(JSON.parse(lint.stdout).summary).toMatchObject({ files: 7, specs: 7 })
})

test('without specs, yaml, yml and json below infra count', async () => {
  const cwd = tempFolder()
  await ibguard(['init'], { cwd })
  for (const name of ['a.yml', 'b.json', 'deep/c.yaml']) writeFiles(cwd, { [`infra/${name}`]: specText() })
  const { stdout } = await ibguard(['lint', '--format', 'json'], { cwd })
  expect(JSON.parse(stdout).summary).toMatchObject({ files: 4 })
})

test('templates and modules that are there are named too', async () => {
  const cwd = tempFolder({
    'stacks/image.template': template,
    'stacks/web.yaml': template,
    'stacks/bucket.yaml': 'Resources: { B: { Type: "AWS::S3::Bucket" } }\n',
    'terraform/main.tf': 'resource "aws_imagebuilder_infrastructure_configuration" "x" {}\n',
    'terraform/outputs.tf': 'output "x" { value = 1 }\n',
    'other/main.tf': 'output "x" { value = 1 }\n',
  })
  expect((await ibguard(['init'], { cwd })).code).toBe(0)
  const { files } = load(readFileSync(join(cwd, 'ibguard.config.yaml'), 'utf8')) as { files: string[] }
  expect(files).toEqual(['stacks/web.yaml', 'stacks/**/*.template', 'terraform/**/*.{tf,tofu}'])
})

const template = 'Resources: { Infra: { Type: "AWS::ImageBuilder::InfrastructureConfiguration" } }\n'

test('a CDK app gets its cdk.out judged, synthesized by a job that may only read', async () => {
  const cwd = tempFolder({
    'app/cdk.json': '{ "app": "node app.js", "output": "out/cdk.out" }',
    'app/package-lock.json': '{}',
    'other/cdk.json': '{ "app": "python3 app.py", "output": "../../etc\\n x" }',
  })
  const { code, stdout, stderr } = await ibguard(['init'], { cwd })
  expect(code).toBe(0)
  expect(stderr).toBe('ibguard: found a CDK app (app/cdk.json) and a CDK app (other/cdk.json).\n')
  expect(stdout).toMatch(/\nNext: run `npx cdk synth` in app and in other, then `ibguard lint`\.\n$/)
  const read = (file: string): unknown => load(readFileSync(join(cwd, file), 'utf8'))
  expect(read('ibguard.config.yaml')).toMatchObject({ files: ['app/out/cdk.out', 'other/cdk.out'] })

  const { jobs, permissions } = read('.github/workflows/imagebuilder-guard.yml') as {
    permissions: object
    jobs: Record<'synth' | 'lint', { permissions?: object; needs?: string; steps: { run?: string }[] }>
  }
  expect(permissions).toEqual({ contents: 'read' })
  expect(jobs.synth.permissions).toBeUndefined()
  const runs = jobs.synth.steps.flatMap(({ run }) => run ?? [])
  expect(runs).toEqual(['npm ci && npx cdk synth --quiet', 'npx aws-cdk@2 synth --quiet'])
  expect(jobs.lint).toMatchObject({ needs: 'synth', permissions: { contents: 'read', 'pull-requests': 'write' } })
  expect(jobs.lint.steps.some(({ run }) => run !== undefined)).toBe(false)

  const lint = await ibguard(['lint'], { cwd })
  expect(lint.code).toBe(2)
  expect(lint.stderr).toContain('Run `cdk synth` first')
})

test('what was found is said, and where there is nothing the account is a way to begin', async () => {
  const mixed = tempFolder({ 'stacks/web.yaml': template, 'images/a.yaml': specText(), 'images/b.yaml': specText() })
  const found = await ibguard(['init'], { cwd: mixed })
  expect(found.stderr).toBe('ibguard: found specs in 2 files and 1 CloudFormation template.\n')
  expect(found.stdout).toMatch(/Next: run `ibguard lint`, then `ibguard plan`\.\n$/)

  const nothing = await ibguard(['init'], { cwd: tempFolder() })
  expect(nothing.stderr).toContain('found no spec, template, Terraform or CDK app here')
  expect(nothing.stdout).toMatch(/`ibguard audit`.*\n.*`ibguard import .*--out infra`/)
})

test('names of any kind stay names in the workflow', async () => {
  const names = ['a b', ' first', '#h', '!n', '*x', '[q]', '{y,z}', "it's", 'qu"o', 'back\\slash', 'x\n      - run: id']
  const cwd = tempFolder(Object.fromEntries(names.map((name) => [`${name}/a.template`, template])))
  for (const name of ['#h', '!n', '*x']) writeFiles(cwd, { [`${name}/cdk.json`]: '{}' })
  expect((await ibguard(['init'], { cwd })).code).toBe(0)
  const { jobs } = load(readFileSync(join(cwd, '.github/workflows/imagebuilder-guard.yml'), 'utf8')) as {
    jobs: Record<'synth' | 'lint', { steps: { run?: string; with?: { path?: string; files?: string } }[] }>
  }
  expect(jobs.lint.steps.filter(({ run }) => run !== undefined)).toEqual([])
  const paths = jobs.synth.steps.flatMap((step) => step.with?.path?.split('\n')[0] ?? [])
  expect(paths).toEqual(['\\!n/cdk.out/**/*.json', '\\#h/cdk.out/**/*.json', '\\*x/cdk.out/**/*.json'])
  const files = lines(jobs.lint.steps.at(-1)?.with?.files ?? '').filter((glob) => !glob.endsWith('/cdk.out'))
  const lint = await ibguard(['lint', '--format', 'json', ...files], { cwd })
  expect(JSON.parse(lint.stdout).summary.files).toBe(names.length)
})

test.each(['a\nb', '${{ github.token }}'])('a CDK app in %j, which a workflow cannot name, is told', async (name) => {
  const { code, stderr } = await ibguard(['init'], { cwd: tempFolder({ [`${name}/cdk.json`]: '{}' }) })
  expect(code).toBe(2)
  expect(stderr).toContain(`A workflow cannot name the folder ${JSON.stringify(name)}.`)
})

test('an empty folder infra gets the example, and nobody is sent in a circle', async () => {
  const cwd = tempFolder({ 'infra/README.md': '' })
  const { code, stdout } = await ibguard(['init'], { cwd })
  expect([code, stdout]).toEqual([0, expect.stringContaining('wrote infra/example.yaml\n')])
  expect((await ibguard(['lint'], { cwd })).code).toBe(0)
})

test('where a config looks for specs that are not there yet, they are to be put there', async () => {
  const cwd = tempFolder({ 'ibguard.config.yaml': 'files: ["specs/*.yaml"]\n' })
  const { code, stdout } = await ibguard(['init'], { cwd })
  expect(code).toBe(0)
  expect(stdout).toContain('put your own specs where ibguard.config.yaml looks for them, and run `ibguard lint`')
  expect(stdout).not.toContain('infra/example.yaml')
  const lint = await ibguard(['lint'], { cwd })
  expect(lint.stderr).toContain('No spec file matches files: specs/*.yaml')
  expect(lint.stderr).toContain('Put specs there, correct `files`')
  writeFiles(cwd, { 'ibguard.config.yaml': 'extends: strict\n' })
  expect((await ibguard(['lint'], { cwd })).stderr).toContain('add `files` to it')
})

test.each([
  ['ibguard', {}],
  ['npx ibguard', { 'node_modules/.bin/ibguard': '' }],
])('what comes next begins with %s, as a shell finds it', async (command, files) => {
  const root = tempFolder({ '.git/HEAD': '', 'images/readme.md': '', ...files })
  const first = await ibguard(['init', '--cwd', 'images'], { cwd: root })
  for (const name of ['lint', 'audit', 'import']) expect(first.stdout).toContain(`\`${command} ${name}`)
  const again = await ibguard(['init', '--cwd', 'images'], { cwd: root })
  expect(again.stderr).toContain(`continue with \`${command} lint\``)
})
