import type { Io } from '../../src/cli/io.ts'
import { run } from '../../src/cli/run.ts'

export interface CliResult {
  code: number
  stdout: string
  stderr: string
}

/** Runs a command line in this process, away from its streams. */
export async function ibguard(argv: string[], given: Partial<Io> = {}): Promise<CliResult> {
  const out: string[] = []
  const err: string[] = []
  const sink = (lines: string[]) => ({ write: (text: string) => void lines.push(text), isTTY: false, columns: 100 })
  const code = await run(argv, {
    cwd: process.cwd(),
    env: { ...process.env, NO_COLOR: '1' },
    stdout: sink(out),
    stderr: sink(err),
    interactive: false,
    ask: async () => '',
    signal: new AbortController().signal,
    ...given,
  })
  return { code, stdout: out.join(''), stderr: err.join('') }
}
