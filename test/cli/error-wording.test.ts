import { describe, expect, it } from 'vitest'
import { ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

const files = { 'a.yaml': specText() }

describe('an error says what is wrong, where, and what to do', () => {
  it.each<[string[], string, string]>([
    [['lint', '--cwd', 'nodir', 'a.yaml'], 'The working directory nodir is no folder', 'Correct --cwd'],
    [['lint', '--cwd', 'a.yaml'], 'The working directory a.yaml is no folder', 'Correct --cwd'],
    [['lint', '--format', 'json=', 'a.yaml'], "the file's name is missing", 'Write --format json=FILE'],
    [['lint', '--config', 'nofile.yaml', 'a.yaml'], 'The config nofile.yaml does not exist', 'Correct --config'],
    [['lint', '--config-from', 'main', 'a.yaml'], 'There is no revision "main"', 'Run it in a clone'],
    [['serve', '--port', '0', '--seed', 'nofile'], 'there is no such file', 'in --seed'],
    [['serve', '--port', '0', '--log', 'nodir/x'], 'there is no such file or folder', 'in --log'],
    [['serve', '--port', '99999'], '--port is 99999, expected a whole number from 0 to 65535', 'serve --help'],
    [['serve', '--port', '0', '--host', '192.0.2.1'], 'Cannot listen on 192.0.2.1', 'for --host'],
    [['explain', 'nope'], 'There is no rule "nope".\n  `ibguard rules` lists all.', ''],
    [['apply', 'missing.json'], 'missing.json does not exist', 'Name a file'],
    [['help', 'nope'], 'There is no command "nope"', 'Commands are lint, '],
    [['help', 'lnt'], 'There is no command "lnt"', 'Did you mean lint?'],
    [
      ['lint', '--format', 'json=/proc/nope/deep/x.json', 'a.yaml'],
      '/proc/nope/deep/x.json: cannot be written',
      '--format',
    ],
    [['lint', '--update-baseline', '--baseline', '/proc/nope/b.json', 'a.yaml'], 'cannot be written', '--baseline'],
    [['plan', '--local', '--out', '/proc/nope/plan.json', 'a.yaml'], 'cannot be written', '--out'],
    [['apply', '--local', '--yes', '--journal', '/proc/nope/j.jsonl', 'a.yaml'], '/proc/nope/j.jsonl', '--journal'],
  ])('%j', async (argv, message, hint) => {
    const { code, stderr } = await ibguard(argv, { cwd: tempFolder(files) })
    expect(code).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr).toContain(hint)
    expect(stderr).not.toMatch(/ENO|EADDR|\n\s+at /)
  })

  it.each<[string[], object]>([
    [['lint', '--frmat'], { message: "unknown option '--frmat'", hint: 'Did you mean --format?' }],
    [['lint', '--zzzzzz'], { message: "unknown option '--zzzzzz'", hint: 'Run it with --help for what it takes.' }],
  ])('%j says so in JSON too', async (argv, error) => {
    const { code, stdout } = await ibguard([...argv, '--format', 'json'], { cwd: tempFolder() })
    expect(code).toBe(2)
    expect(JSON.parse(stdout).error).toMatchObject(error)
  })
})

describe('help', () => {
  it.each([[['help']], [['--help']]])('%j lists the commands', async (argv) => {
    const { code, stdout } = await ibguard(argv)
    expect(code).toBe(0)
    expect(stdout).toContain('explain <rule>')
  })

  it('of a command says what it takes', async () => {
    const { code, stdout } = await ibguard(['help', 'lint'])
    expect(code).toBe(0)
    expect(stdout).toContain('--update-baseline')
  })
})
