import { readFileSync } from 'node:fs'
import { runAction } from './run.ts'
import type { Runner } from './runner.ts'

const interrupted = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort(name))

// The toolkit is loaded when the verdict is there, so that it costs the judging nothing.
const toolkit = () => import('@actions/core')

const runner: Runner = {
  env: process.env,
  event: readEventPayload(process.env.GITHUB_EVENT_PATH),
  log: (text) => void process.stdout.write(text),
  async setOutput(name, value) {
    const { setOutput } = await toolkit()
    setOutput(name, value)
  },
  async summarize(markdown) {
    const { summary } = await toolkit()
    await summary.addRaw(markdown).write()
  },
  signal: interrupted.signal,
}

function readEventPayload(path: string | undefined): unknown {
  try {
    return path ? JSON.parse(readFileSync(path, 'utf8')) : undefined
  } catch {
    return undefined
  }
}

process.exitCode = await runAction(runner)
