import { spawn } from 'node:child_process'
import { once } from 'node:events'
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

it('a reader that goes away is no error', async () => {
  const child = lint()
  child.stdout.destroy()
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect([code, stderr]).toEqual([1, ''])
})
