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
