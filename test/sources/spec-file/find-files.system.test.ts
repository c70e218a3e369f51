import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadSpecs } from '../../../src/sources/load-specs.ts'
import { git } from '../../support/repository.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { arn } from './load.ts'

const spec = `infrastructureConfigurationArn: ${arn('a')}\n`

const find = (cwd: string, paths: string[]) => loadSpecs(paths, { cwd, selections: [] })

describe('what is found in a folder', () => {
  it('a folder called x.yaml is searched, a FIFO is not waited for', async () => {
    const folder = tempFolder({ 'x.yaml/a.yaml': spec })
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')])
    const { files, findings } = await find(folder, ['.'])
    expect(files).toEqual(['pipe.yaml', 'x.yaml/a.yaml'])
    expect(findings).toMatchObject([{ file: 'pipe.yaml', ruleId: 'syntax' }])
  })

  it('a file that git tracks is never hidden by .gitignore', async () => {
    const folder = tempFolder({
      '.gitignore': 'kept/\n*.gen.yaml\n',
      'a.yaml': spec,
      'b.gen.yaml': spec,
      'kept/c.yaml': spec,
      'kept/new.yaml': spec,
    })
    git(folder, 'init', '-q')
    git(folder, 'add', '-f', 'b.gen.yaml', 'kept/c.yaml')
    writeFileSync(join(folder, 'new.gen.yaml'), spec)
    expect((await find(folder, ['.'])).files).toEqual(['a.yaml', 'b.gen.yaml', 'kept/c.yaml'])
    expect((await find(folder, ['kept'])).files).toEqual(['kept/c.yaml'])
  })
})
