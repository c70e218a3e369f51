import type { Remote } from '../git/resolve.ts'
import { moreSettings } from '../git/settings.ts'
import { basicOf } from './secrets.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Variables under which git works in the checkout, and fetches from the workflow's server with the job's token, which
 * no file and no command line then holds. Settings that the environment has already stand beside them.
 */
export function gitAccess(env: Environment): Record<string, string> {
  return moreSettings(env, [
    // In a job's container the checkout belongs to somebody else.
    ['safe.directory', '*'],
    ...credentials(env),
  ])
}

/** The empty value drops the header that a checkout may have left in its configuration: GitHub refuses two. */
function credentials(env: Environment): [string, string][] {
  const token = env['INPUT_GITHUB-TOKEN']?.trim()
  const server = env.GITHUB_SERVER_URL
  if (!token || !server) return []
  const key = `http.${server}/.extraheader`
  return [
    [key, ''],
    [key, `AUTHORIZATION: basic ${basicOf(token)}`],
  ]
}

/** The repository whose workflow runs, wherever the checkout came from. */
export function workflowRepository(env: Environment): Remote | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = env
  return server && repository ? { url: `${server}/${repository}` } : undefined
}
