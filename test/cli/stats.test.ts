import { expect, it } from 'vitest'
import { ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

it('lint --stats says on stderr what each rule took and found, and leaves the report alone', async () => {
  const cwd = tempFolder({
    'a.yaml': specText({ keyPair: 'break-glass', instanceTypez: [] }),
  })
  const plain = await ibguard(['lint', '--format', 'json', 'a.yaml'], { cwd })
  const { code, stdout, stderr } = await ibguard(['lint', '--format', 'json', '--stats', 'a.yaml'], { cwd })
  expect({ code, stdout }).toEqual({ code: plain.code, stdout: plain.stdout })
  expect(stderr).toMatch(/^rule +ms +findings$/m)
  expect(stderr).toMatch(/^no-key-pair +\d+\.\d +1$/m)
  expect(stderr).toMatch(/^imdsv2-required +\d+\.\d +0$/m)
  expect(stderr).toMatch(/^unique-target +\d+\.\d +0$/m)
  expect(stderr).toMatch(/^schema +1$/m)
})
