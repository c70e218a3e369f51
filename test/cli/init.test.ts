import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

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
