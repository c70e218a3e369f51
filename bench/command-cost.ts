import { spawnSync } from 'node:child_process'

/** What a process took: it alone, and not a service that it asked. */
export interface Cost {
  /** Of the processor, user and system. */
  seconds: number
  /** At the peak. */
  megabytes: number
}

const bin = new URL('../dist/bin.js', import.meta.url).pathname

/** Runs the built command. */
export function costOf(args: readonly string[], cwd: string, expected: number): Cost {
  const env = { ...process.env, AWS_ACCESS_KEY_ID: '123456789012', AWS_SECRET_ACCESS_KEY: 'x' }
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '%x %U %S %M', process.execPath, bin, ...args], {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 2 ** 30,
  })
  const [code, user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number)
  if (code !== expected) throw new Error(`ibguard ${args[0]} ended with ${code}:\n${stderr}`)
  return { seconds: user + system, megabytes: kilobytes / 1024 }
}
