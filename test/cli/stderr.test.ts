import { expect, test } from 'vitest'
import { ibguard } from '../support/cli.ts'
import { tempFolder } from '../support/temp-folder.ts'

const spec =
  'infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/a\n'

test('a file that a search leaves is named, once, also when files are fixed', async () => {
  const cwd = tempFolder({ '.git/HEAD': '', 'a.yaml': spec, 'compose.yaml': 'services: {}\n' })
  const { stdout, stderr } = await ibguard(['lint', '.', '--fix'], { cwd })
  expect(stderr.split('\n').filter((line) => line.includes('compose.yaml'))).toHaveLength(1)
  expect(stdout).not.toContain('compose.yaml')
})

test('names that somebody else chose take no effect on stderr', async () => {
  const name = '\u001b[31m\n::error::x ##[error]'
  const cwd = tempFolder({ '.git/HEAD': '', 'a.yaml': spec, [`${name}.yaml`]: 'services: {}\n' })
  const left = await ibguard(['lint', '.'], { cwd })
  const missing = await ibguard(['lint', `${name}.json`], { cwd })
  for (const { stderr } of [left, missing]) {
    expect(stderr).toContain('\\u001b[31m')
    expect(stderr).not.toMatch(/\u001b|^::|##\[/m)
  }
})
