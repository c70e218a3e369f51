import { homedir } from 'node:os'

/**
 * The SDK looks for its files below the home and fails where a user id has none, as in a container that runs under any
 * id. There the root stands in, which is what container engines set too.
 */
export function ensureHome(env: Record<string, string | undefined> = process.env, find: () => string = homedir): void {
  try {
    find()
  } catch {
    env.HOME = '/'
  }
}
