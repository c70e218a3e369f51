import { systemClock } from '../model/system.ts'
import { gitAccess } from './git-access.ts'
import { openPullRequests } from './pull-requests.ts'
import { run } from './run.ts'

Object.assign(process.env, gitAccess(process.env))

const cancelled = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => cancelled.abort(name))

const { env } = process
process.exitCode = await run({
  env,
  signal: cancelled.signal,
  toolkit: await import('./toolkit.ts'),
  clock: systemClock,
  pullRequests: (token) => openPullRequests(token, env),
})
// What a cancelled run still waits for, such as GitHub's limits, is not worth the seconds that a runner gives it.
if (cancelled.signal.aborted) process.exit()
