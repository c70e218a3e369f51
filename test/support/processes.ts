import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { bin } from './built.ts'

type Environment = Readonly<Record<string, string>>

/** Runs the real command in a process of its own. */
export async function runProcess(
  argv: readonly string[],
  cwd: string,
  env: Environment = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [bin, ...argv], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [[code], stdout, stderr] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}

/** Starts `ibguard serve` in a process of its own, until the test is over; returns its URL. */
export async function serveProcess(argv: readonly string[], cwd: string): Promise<string> {
  const child = spawn(process.execPath, [bin, 'serve', '--port', '0', ...argv], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    const gone = once(child, 'exit')
    child.kill()
    await gone
  })
  const [line] = await once(child.stdout, 'data')
  const url = /http:\S+/.exec(String(line))?.[0]
  if (!url) throw new Error(`serve said ${line}`)
  return url
}
