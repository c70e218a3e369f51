import type { PullRequests } from '../github/pull-request.ts'
import type { Clock } from '../model/clock.ts'
import type { Toolkit } from './toolkit.ts'

/** What a step touches besides the checkout, AWS and git. */
export interface ActionPorts {
  env: Readonly<Record<string, string | undefined>>
  signal: AbortSignal
  toolkit: Toolkit
  /** Paces the comment. */
  clock: Pick<Clock, 'sleep'>
  /** The API of the workflow's server as its repository's, with a job's token. */
  pullRequests: (token: string) => Promise<PullRequests>
}
