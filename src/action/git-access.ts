import { basicOf } from './secrets.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Variables under which git works in the checkout, and fetches from the workflow's server with the job's token, which
 * no file and no command line then holds.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-GITCONFIGCOUNT
 */
export function gitAccess(env: Environment): Record<string, string> {
  if (env.GIT_CONFIG_COUNT) return {}
  const settings = [
    // In a job's container the checkout belongs to somebody else.
    ['safe.directory', '*'],
    ...credentials(env),
  ]
  return {
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key = '', value = ''], at) => [
        [`GIT_CONFIG_KEY_${at}`, key],
        [`GIT_CONFIG_VALUE_${at}`, value],
      ]),
    ),
  }
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
