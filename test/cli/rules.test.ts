import { expect, test } from 'vitest'
import { ibguard } from '../support/cli.ts'
import { tempFolder } from '../support/temp-folder.ts'

test('rules --for says what is in force for a file, and where each setting came from', async () => {
  const folder = tempFolder({
    '.git/HEAD': '',
    'ibguard.config.yaml': `extends: [strict, ./base.yaml]
rules: { container-hop-limit: [error, { minimum: 3 }] }
overrides: [{ files: ["infra/containers/**"], rules: { no-key-pair: note } }]
`,
    'base.yaml': 'enforce: [imdsv2-required]\n',
    'infra/containers/a.yaml': '',
    'infra/b.yaml': '',
  })
  const rowsFor = async (file: string): Promise<string[]> =>
    (await ibguard(['rules', '--for', file], { cwd: folder })).stdout
      .split('\n')
      .map((row) => row.replaceAll(/ +/g, ' '))
  const rows = await rowsFor('infra/containers/a.yaml')
  expect(rows).toContain('container-hop-limit error {"minimum":3} ibguard.config.yaml')
  expect(rows).toContain('imdsv2-required error enforce in base.yaml')
  expect(rows).toContain('no-key-pair note ibguard.config.yaml (override of infra/containers/**)')
  expect(rows).toContain('sns-topic-form error strict')
  expect(await rowsFor('infra/b.yaml')).toContain('no-key-pair error strict')
  expect((await ibguard(['rules', '--for', 'none.yaml'], { cwd: folder })).code).toBe(2)
})
