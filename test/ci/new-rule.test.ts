import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'

const needed = ['rules', 'src', 'schema', '.ci', 'test', 'README.md', 'package.json', 'biome.json', 'vitest.config.ts']

it('makes a rule that is listed, documented and passes the tests of rules', { timeout: 120_000 }, () => {
  const copy = tempFolder()
  for (const name of needed) cpSync(name, join(copy, name), { recursive: true })
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
  const run = (...command: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: copy, encoding: 'utf8' })
    return { status, output: stdout + stderr }
  }

  const made = run('.ci/new-rule.ts', 'description-required')
  expect(made).toMatchObject({ status: 0, output: expect.stringContaining('rules/description-required.test.ts') })
  const format = run(
    join(copy, 'node_modules/@biomejs/biome/bin/biome'),
    'check',
    '--vcs-enabled=false',
    'rules',
    'src/config',
  )
  expect(format).toMatchObject({ status: 0 })
  const index = readFileSync(join(copy, 'rules/index.ts'), 'utf8')
  expect(index.match(/descriptionRequired/g)).toHaveLength(3)
  expect(readFileSync(join(copy, 'README.md'), 'utf8')).toContain(
    '| [description-required](rules/description-required.md)',
  )

  // None of these tests starts what is built: it passes for newer than the new rule.
  mkdirSync(join(copy, 'dist'))
  writeFileSync(join(copy, 'dist/LICENSES.txt'), '')
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs')
  const tested = run(vitest, 'run', '--no-color', 'rules/description-required.test.ts', 'test/rules')
  expect(tested).toMatchObject({
    status: 0,
    output: expect.stringMatching(/✓ .*rules\/description-required\.test\.ts/),
  })

  expect(run('.ci/new-rule.ts', 'description-required')).toMatchObject({ status: 1 })
  expect(run('.ci/new-rule.ts', 'Description')).toMatchObject({ status: 1 })
})
