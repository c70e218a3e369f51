import { sink } from '../files/sink.ts'
import { createPatience } from '../github/patience.ts'
import { systemClock } from '../model/system.ts'
import { gitAccess } from './git-access.ts'
import { run } from './run.ts'
import { createToolkit } from './toolkit.ts'

Object.assign(process.env, gitAccess(process.env))

const cancelled = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => cancelled.abort(name))

const { env } = process
// All that a run asks GitHub shares the time that it has for it.
const patience = createPatience(systemClock, cancelled.signal)
process.exitCode = await run({
  env,
  signal: cancelled.signal,
  toolkit: createToolkit(sink(1, () => process.stdout).write),
  clock: systemClock,
  async pullRequests(token) {
    const [owner = '', repo = ''] = (env.GITHUB_REPOSITORY ?? '').split('/')
    // Loaded when it is needed.
    const { createPullRequests } = await import('../github/client.ts')
    return createPullRequests({ token, owner, repo, patience })
  },
})
// What a cancelled run still waits for, such as GitHub's limits, is not worth the seconds that a runner gives it. With nothing
// left to wait for, all that would follow is taking the heap apart.
if (cancelled.signal.aborted || process.getActiveResourcesInfo().length === 0) process.exit()
