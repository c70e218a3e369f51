import { homedir } from 'node:os'

/**
 * The SDK looks for its files below the home and fails where a user id has none, as in a container that runs under any
 * id. There the root stands in, which is what container engines set too.
 */
export function ensureHome(): void {
  try {
    homedir()
  } catch {
    process.env.HOME = '/'
  }
}
