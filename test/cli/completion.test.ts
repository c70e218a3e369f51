import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { ibguard } from '../support/cli.ts'

/** What bash offers for the last word of a line, split as bash splits it. */
async function offered(...line: string[]): Promise<string[]> {
  const { stdout: script } = await ibguard(['completion', 'bash'])
  const words = line.map((word) => `'${word}'`).join(' ')
  const ask = `COMP_WORDS=(ibguard ${words}); COMP_CWORD=${line.length}; _ibguard; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-euc', `${script}\n${ask}`], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout.split('\n').filter(Boolean)
}

it('offers the commands, and each command its options', async () => {
  expect(await offered('')).toEqual(expect.arrayContaining(['lint', 'plan', 'apply', 'explain', 'completion']))
  expect(await offered('ex')).toEqual(['explain'])
  expect(await offered('lint', '--up')).toEqual(['--update-baseline'])
  expect(await offered('apply', '--up')).toEqual([])
  expect(await offered('apply', '--conc')).toEqual(['--concurrency'])
})

it('offers what an option or an argument takes', async () => {
  expect(await offered('lint', '--format', 's')).toEqual(['stylish', 'sarif'])
  expect(await offered('lint', '--format', '=', 's')).toEqual(['stylish', 'sarif'])
  expect(await offered('plan', '--fail-on', '=')).toEqual(['error', 'warning', 'note', 'never'])
  expect(await offered('explain', 'imds')).toEqual(['imdsv2-required'])
  expect(await offered('schema', '')).toEqual(['spec', 'config', 'report'])
  expect(await offered('help', 'sch')).toEqual(['schema'])
})

it('leaves paths to the shell, also where one is called as a command', async () => {
  expect(await offered('lint', '--config', 'x')).toEqual([])
  expect(await offered('lint', '')).toEqual([])
  expect(await offered('lint', 'apply', '--prune')).toEqual(['--prune-baseline'])
})

it('names every command that the help names, for both shells', async () => {
  const { stdout: help } = await ibguard(['--help'])
  const names = [...help.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name ?? '')
  expect(names).toContain('lint')
  for (const shell of ['bash', 'zsh']) {
    const { stdout } = await ibguard(['completion', shell])
    for (const name of names) expect(stdout).toMatch(new RegExp(`\\b${name}\\b`))
  }
})

it('refuses another shell by name', async () => {
  const { code, stderr } = await ibguard(['completion', 'fish'])
  expect(code).toBe(2)
  expect(stderr).toContain('Allowed choices are bash, zsh')
})
