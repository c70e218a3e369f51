import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ioProblem } from '../../src/files/io-problem.ts'
import { readBytes, readText } from '../../src/files/read-file.ts'
import { tempFolder } from '../support/temp-folder.ts'

function problem(path: string, most = 100): string {
  try {
    return `read: ${readBytes(path, most).length}`
  } catch (error) {
    return ioProblem(error)
  }
}

it('reads regular files, whole, without a byte order mark as text', () => {
  const cwd = tempFolder({ a: 'text', empty: '', marked: '\uFEFFtext', exact: 'x'.repeat(100) })
  symlinkSync('a', join(cwd, 'link'))
  expect(['a', 'empty', 'exact', 'link'].map((name) => readBytes(join(cwd, name), 100).length)).toEqual([4, 0, 100, 4])
  expect(readText(join(cwd, 'marked'), 100)).toBe('text')
  // It says that it has no bytes.
  expect(readText('/proc/self/status', 2 ** 20)).toContain('Pid:')
})

it('reads nothing that is too big, endless, a pipe, a device or a folder', () => {
  const cwd = tempFolder({ big: 'x'.repeat(101) })
  execFileSync('mkfifo', [join(cwd, 'pipe')])
  expect(problem(join(cwd, 'big'), 2 ** 20)).toBe('read: 101')
  expect(problem(join(cwd, 'big'), 100)).toMatch(/^it is bigger than .* MiB \(101 bytes\)$/)
  expect(problem('/proc/self/maps')).toContain('it is bigger than')
  expect(problem(join(cwd, 'pipe'))).toBe('it is neither a file nor a folder; only regular files are read')
  expect(problem('/dev/zero')).toBe('it is neither a file nor a folder; only regular files are read')
  expect(problem(cwd)).toBe('it is a folder')
  expect(problem(join(cwd, 'no'))).toBe('there is no such file or folder')
})
