import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import setup from './own-tmp.ts'
import { tempFolder } from './temp-folder.ts'

it('tests leave nothing in the temporary folder of the machine, and take along what a killed run left', () => {
  const [own] = tmpdir().split('/').slice(-1)
  expect(own).toMatch(/^ibguard-tests-\d+-/)

  const machine = tempFolder()
  // No system has a process of that number.
  const killed = join(machine, 'ibguard-tests-999999999-abcdef')
  const running = join(machine, `ibguard-tests-${process.ppid}-abcdef`)
  const another = join(machine, 'ibguard-abcdef')
  for (const each of [killed, running, another]) mkdirSync(each)
  vi.stubEnv('TMPDIR', machine)
  const teardown = setup()
  expect(tmpdir()).toMatch(machine)
  writeFileSync(join(tmpdir(), 'left'), '')
  const used = tmpdir()
  teardown()
  expect([killed, used, running, another].map(existsSync)).toEqual([false, false, true, true])
})
