import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ibguard } from '../../support/cli.ts'
import { tempFolder, writeFiles } from '../../support/temp-folder.ts'
import { resourceWith } from './judge.ts'

const tokens = 'instance_metadata_options {\n    http_tokens = var.tokens\n    http_put_response_hop_limit = 2\n  }'
const calling = (value: string): string => `module "m" {\n  source = "../m"\n  tokens = "${value}"\n}\n`
const files = {
  'ibguard.config.yaml': 'files: ["**/*.tf"]\n',
  'm/main.tf': `variable "tokens" {\n}\n${resourceWith(tokens)}`,
  'a/main.tf': calling('optional'),
  'b/main.tf': calling('required'),
}

/** Which module calls what a finding is about. */
async function callersFound(cwd: string): Promise<string[]> {
  const { findings } = JSON.parse((await ibguard(['lint', '--format', 'json'], { cwd })).stdout)
  return findings.map(({ ruleId, root }: { ruleId: string; root?: string }) => `${ruleId} ${root}`)
}

it('what the baseline knows of one caller of a module it does not know of another', async () => {
  const cwd = tempFolder(files)
  expect((await ibguard(['lint', '--update-baseline'], { cwd })).code).toBe(0)
  expect(await callersFound(cwd)).toEqual([])
  writeFiles(cwd, { 'b/main.tf': calling('optional') })
  expect(await callersFound(cwd)).toEqual(['imdsv2-required b'])
  writeFiles(cwd, { 'a/main.tf': calling('required') })
  expect(await callersFound(cwd)).toEqual(['stale-baseline undefined', 'imdsv2-required b'])

  // An entry that names no caller stands for each of them, and is not stale while there is one.
  const path = join(cwd, '.ibguard-baseline.json')
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"root":"a",/g, ''))
  expect(await callersFound(cwd)).toEqual([])
})

it('GitLab tells the findings of two callers apart, whichever of them is mended', async () => {
  const cwd = tempFolder({ ...files, 'b/main.tf': calling('optional') })
  const prints = async (): Promise<string[]> =>
    JSON.parse((await ibguard(['lint', '--format', 'gitlab'], { cwd })).stdout).map(
      ({ fingerprint }: { fingerprint: string }) => fingerprint,
    )
  const [, ofB] = await prints()
  writeFiles(cwd, { 'a/main.tf': calling('required') })
  expect(await prints()).toEqual([ofB])
})

it('the page has a row for each caller', async () => {
  const cwd = tempFolder({ ...files, 'b/main.tf': calling('optional') })
  const { stdout } = await ibguard(['lint', '--format', 'html'], { cwd })
  for (const root of ['a', 'b']) expect(stdout).toContain(`infrastructure_configuration.web (${root})`)
})

it('a module outside the repository is judged as it is asked for, without what it calls', async () => {
  const outside = tempFolder({
    'm/main.tf': resourceWith('key_pair = var.key', 'variable "key" {}\n'),
    'm/terraform.tfvars': 'key = "mine"\n',
    'm/call.tf': 'module "n" {\n  source = "../n"\n}\n',
    'n/main.tf': resourceWith('key_pair = "theirs"'),
  })
  const lint = async (path: string) => {
    const { findings, summary } = JSON.parse(
      (await ibguard(['lint', '--format', 'json', path], { cwd: tempFolder({ '.git/HEAD': '' }) })).stdout,
    )
    return [summary.resources, findings.map(({ ruleId }: { ruleId: string }) => ruleId)]
  }
  expect(await lint(join(outside, 'm'))).toEqual([1, ['no-key-pair']])
  expect(await lint(join(outside, 'm/main.tf'))).toEqual([1, ['no-key-pair']])
})
