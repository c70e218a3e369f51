/** The package in a page: it bundles for browsers without anything of Node, and runs in Chromium as it is installed. */
import { deepStrictEqual } from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { chromium, startBrowser } from '../support/browser.ts'

const html = `<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self'">
<script type="importmap">{ "imports": { "imagebuilder-guard/browser": "/node_modules/imagebuilder-guard/dist/browser.js" } }</script>
<script type="module">
import { fixTexts, lintTexts } from 'imagebuilder-guard/browser'
const files = [
  { file: 'stack.yaml', text: 'Resources: { Golden: { Type: "AWS::ImageBuilder::InfrastructureConfiguration", Properties: { Name: a, InstanceProfileName: p, InstanceMetadataOptions: { HttpTokens: optional } } } }' },
  { file: 'main.tf', text: 'resource "aws_imagebuilder_infrastructure_configuration" "web" {\\n  name = "a"\\n  instance_profile_name = "p"\\n}\\n' },
]
const config = { extends: 'none', rules: { 'imdsv2-required': 'error' } }
const { findings } = await lintTexts(files, { config })
const [fixed] = await fixTexts(files, { config })
globalThis.said = [...findings.map(({ file, ruleId }) => file + ' ' + ruleId), fixed.text.includes('HttpTokens: required')]
</script>`

export async function useInPage(project: string): Promise<void> {
  const entry = "export * from 'imagebuilder-guard/browser'"
  const { metafile } = await build({
    absWorkingDir: project,
    stdin: { contents: entry, resolveDir: project },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    outdir: 'page',
    write: false,
    metafile: true,
    logLevel: 'warning',
  })
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.filter(({ external }) => external))
  deepStrictEqual(imports, [])
  if (!chromium)
    return console.log('The package is not tried in a page: there is no Chromium. Install it with .ci/chromium.')

  const server = createServer(({ url = '' }, response) => {
    const path = join(project, new URL(url, 'http://localhost').pathname)
    if (url === '/') response.writeHead(200, { 'content-type': 'text/html' }).end(html)
    else if (!path.startsWith(project) || !existsSync(path)) response.writeHead(404).end()
    else {
      response.writeHead(200, { 'content-type': path.endsWith('.js') ? 'text/javascript' : 'application/wasm' })
      createReadStream(path).pipe(response)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await startBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const said = await page.evaluate<unknown>(
      'new Promise((resolve) => { const look = () => globalThis.said ? resolve(globalThis.said) : setTimeout(look, 20); look(); setTimeout(() => resolve("nothing"), 20_000) })',
    )
    deepStrictEqual(said, ['main.tf imdsv2-required', 'stack.yaml imdsv2-required', true])
  } finally {
    await browser.close()
    server.close()
  }
  console.log('The package judges and fixes in a page, Terraform too')
}
