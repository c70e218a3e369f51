import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { bin } from '../support/built.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

const specs = (count: number): string =>
  `[${Array.from({ length: count }, () => specText({ keyPair: 'k' })).join(',')}]`

/** Much more than a pipe holds: a report of 2,000 findings. */
function lint() {
  const cwd = tempFolder({ 'a.json': specs(1_000) })
  const argv = [bin, 'lint', 'a.json', '--format', 'json']
  return spawn(process.execPath, argv, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
}

it('a pipe gets all of a long report', async () => {
  const child = lint()
  const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  expect([code, JSON.parse(stdout).findings.length]).toEqual([1, 2_000])
})

it('stderr has nothing of Node, whatever a command loads', async () => {
  const cwd = tempFolder({ 'a.json': specText() })
  const child = spawn(process.execPath, [bin, 'plan', 'a.json', '--local'], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect(stderr).toContain('plan: 1 to update')
  expect(stderr).not.toContain('Warning')
})

it('a reader that goes away is no error', async () => {
  const child = lint()
  child.stdout.destroy()
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect([code, stderr]).toEqual([1, ''])
})

it('a stderr that takes nothing ends nothing', async () => {
  const cwd = tempFolder({
    'a.json': specText({ instanceTypes: ['t3.large'] }),
    'ibguard.config.yaml': 'extends: none\n',
  })
  const argv = [bin, 'apply', '--local', 'a.json', '--format', 'json']
  const full = openSync('/dev/full', 'w')
  const child = spawn(process.execPath, argv, { cwd, stdio: ['ignore', 'pipe', full] })
  closeSync(full)
  const [stdout, [code]] = await Promise.all([text(child.stdout as Readable), once(child, 'exit')])
  expect([code, JSON.parse(stdout).summary.applied]).toEqual([0, 1])
})

it('a working directory that is gone is said in a sentence', async () => {
  const argv = ['-c', 'cd "$0" && rmdir "$0" && "$1" "$2" lint', tempFolder({}), process.execPath, bin]
  const child = spawn('sh', argv, { stdio: ['ignore', 'pipe', 'pipe'] })
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect(stderr).toBe(
    'ibguard: The working directory does not exist any more.\n  Go to another folder and run the command there.\n',
  )
  expect(code).toBe(2)
})
