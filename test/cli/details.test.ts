import { expect, it } from 'vitest'
import { ibguard } from '../support/cli.ts'
import { tempFolder } from '../support/temp-folder.ts'

const spec = `infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web
instanceProfileName: builder
instanceMetadataOptions:
  httpTokens: optional # é
logging: { s3Logs: { s3BucketName: acme-logs, s3KeyPrefix: builds } }
`

it('formats that show fixes get the lines, what to write and the edit that --fix would make', async () => {
  const files = { 'a.yaml': spec, 'ibguard.config.yaml': 'extends: none\nrules: { imdsv2-required: error }\n' }
  const cwd = tempFolder(files)
  const { stdout } = await ibguard(['lint', 'a.yaml', '--format', 'rdjson'], { cwd })
  const [diagnostic] = JSON.parse(stdout).diagnostics
  expect(diagnostic.location.range).toEqual({ start: { line: 4, column: 15 }, end: { line: 4, column: 23 } })
  const [{ range, text }] = diagnostic.suggestions
  const lines = spec.split('\n')
  const line = lines[range.start.line - 1] ?? ''
  lines[range.start.line - 1] = line.slice(0, range.start.column - 1) + text + line.slice(range.end.column - 1)
  expect(range.end.line).toBe(range.start.line)
  expect(lines.join('\n')).toContain('  httpTokens: required # é')
  const page = await ibguard(['lint', 'a.yaml', '--format', 'html'], { cwd })
  expect(page.stdout).toContain('<pre class="source"><code>  httpTokens: optional # é</code></pre>')
  expect(page.stdout).toContain('<pre><code>httpTokens: required</code></pre>')
  const json = await ibguard(['lint', 'a.yaml', '--format', 'json'], { cwd })
  expect(JSON.parse(json.stdout).findings[0]).not.toHaveProperty('source')
})
