import { renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/model/report.ts'
import { ibguard } from '../support/cli.ts'
import { commit, git, repository } from '../support/repository.ts'
import { writeFiles } from '../support/temp-folder.ts'

const arn = (name: string): string => `arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/${name}`
const spec = (name: string, tokens: string, more = ''): string =>
  `infrastructureConfigurationArn: ${arn(name)}
instanceProfileName: builder
instanceMetadataOptions: { httpTokens: ${tokens}, httpPutResponseHopLimit: 2 }
logging: { s3Logs: { s3BucketName: acme-image-logs } }
x-guard: { imageType: AMI }
${more}`

/** Files with findings, and targets that a plan reads, since the first commit. */
async function changed(root: string, ...argv: string[]): Promise<{ files: string[]; targets: string[] }> {
  const since = ['--changed-since', 'base', '--format', 'json', ...argv]
  const linted: Report = JSON.parse((await ibguard(['lint', ...since], { cwd: root })).stdout)
  const planned: Report = JSON.parse((await ibguard(['plan', '--local', ...since], { cwd: root })).stdout)
  return {
    files: [...new Set(linted.findings.map(({ file }) => file))],
    targets: planned.changes.map((change) => change.arn.split('/')[1] ?? ''),
  }
}

function repositoryOf(files: Record<string, string>): string {
  const root = repository({ 'ibguard.config.yaml': 'files: ["infra/**/*.yaml"]\n', ...files })
  git(root, 'branch', 'base')
  return root
}

describe('what has changed since a revision', () => {
  it('is a spec behind a link whose target changed, and one behind a link to elsewhere', async () => {
    const root = repository({
      'ibguard.config.yaml': 'files: ["infra/**/*.yaml"]\n',
      'data/web': spec('web', 'required'),
      'data/api': spec('api', 'required'),
      'data/other': spec('api', 'optional'),
      'infra/same.yaml': spec('same', 'optional'),
    })
    symlinkSync('../data/web', join(root, 'infra/web.yaml'))
    symlinkSync('../data/api', join(root, 'infra/api.yaml'))
    commit(root)
    git(root, 'branch', 'base')
    writeFiles(root, { 'data/web': spec('web', 'optional') })
    rmSync(join(root, 'infra/api.yaml'))
    symlinkSync('../data/other', join(root, 'infra/api.yaml'))
    expect(await changed(root)).toEqual({
      files: ['infra/api.yaml', 'infra/web.yaml'],
      targets: ['api', 'web'],
    })
  })

  it('is a spec in a submodule that moved on, and one of a submodule that is new', async () => {
    const module = repository({ 'web.yaml': spec('web', 'required'), 'same.yaml': spec('same', 'optional') })
    const root = repository({ 'ibguard.config.yaml': 'files: ["infra/**/*.yaml"]\n' })
    const add = (url: string, path: string) =>
      git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', url, path)
    add(module, 'infra/sub')
    commit(root)
    git(root, 'branch', 'base')
    writeFiles(join(root, 'infra/sub'), { 'web.yaml': spec('web', 'optional') })
    commit(join(root, 'infra/sub'))
    add(repository({ 'api.yaml': spec('api', 'optional') }), 'infra/new')
    commit(root)
    expect(await changed(root)).toEqual({
      files: ['infra/new/api.yaml', 'infra/sub/web.yaml'],
      targets: ['api', 'web'],
    })
  })

  it('is a value that a spec inherits; other layout, order and line ends are none', async () => {
    const list = (bucket: string): string =>
      `defaults:\n  logging: { s3Logs: { s3BucketName: ${bucket} } }\nspecs:\n${['a', 'b']
        .map(
          (name) =>
            `  - ${spec(name, 'optional')
              .replace(/^logging.*\n/m, '')
              .trimEnd()
              .replaceAll('\n', '\n    ')}\n`,
        )
        .join('')}`
    const root = repositoryOf({
      'infra/list.yaml': list('one-bucket'),
      'infra/crlf.yaml': spec('crlf', 'optional'),
      'infra/order.yaml': spec('order', 'optional'),
    })
    writeFiles(root, {
      'infra/list.yaml': list('other-bucket'),
      'infra/crlf.yaml': spec('crlf', 'optional').replaceAll('\n', '\r\n'),
      'infra/order.yaml': `# why\n${spec('order', 'optional').split('\n').reverse().join('\n')}`,
    })
    expect(await changed(root)).toEqual({
      // Whoever edits a file is shown what is wrong in it.
      files: ['infra/list.yaml', 'infra/order.yaml'],
      targets: ['a', 'b'],
    })
  })

  it('is no spec that moved to another file, but that file is new', async () => {
    const root = repositoryOf({
      'infra/old.yaml': spec('web', 'optional'),
      'infra/same.yaml': spec('same', 'optional'),
    })
    renameSync(join(root, 'infra/old.yaml'), join(root, 'infra/new.yaml'))
    expect(await changed(root)).toEqual({ files: ['infra/new.yaml'], targets: [] })
  })
})
