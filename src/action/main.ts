import { gitAccess } from './git-access.ts'
import { run } from './run.ts'

Object.assign(process.env, gitAccess(process.env))

const cancelled = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => cancelled.abort(name))

process.exitCode = await run({
  env: process.env,
  write: (text) => void process.stdout.write(text),
  signal: cancelled.signal,
})
