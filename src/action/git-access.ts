import { basicOf } from './secrets.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Variables that let git fetch from the workflow's server with the job's token, which no file and no command line then
 * holds. The empty value drops the header that a checkout may have left in its configuration: GitHub refuses two.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-GITCONFIGCOUNT
 */
export function gitAccess(env: Environment): Record<string, string> {
  const token = env['INPUT_GITHUB-TOKEN']?.trim()
  const server = env.GITHUB_SERVER_URL
  if (!token || !server || env.GIT_CONFIG_COUNT) return {}
  const key = `http.${server}/.extraheader`
  return {
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: key,
    GIT_CONFIG_VALUE_0: '',
    GIT_CONFIG_KEY_1: key,
    GIT_CONFIG_VALUE_1: `AUTHORIZATION: basic ${basicOf(token)}`,
  }
}
