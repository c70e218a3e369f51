import { GuardError } from '../model/errors.ts'

const maxBuffer = 1024 * 1024 * 1024

export interface GitOptions {
  input?: string
  env?: Record<string, string>
}

/**
 * Runs git in a folder and returns what it printed.
 * @throws {GuardError} `Git` with git's own words
 */
export function git(folder: string, args: readonly string[], { input, env = {} }: GitOptions = {}): Buffer {
  // Loaded with the first call: most runs ask git for nothing.
  const { execFileSync } = process.getBuiltinModule('node:child_process')
  try {
    return execFileSync('git', ['-C', folder, '-c', 'core.quotePath=false', '-c', 'core.fsmonitor=false', ...args], {
      ...(input !== undefined && { input }),
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', ...env },
      maxBuffer,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
  } catch (cause) {
    const { code, stderr } = cause as { code?: string; stderr?: Buffer }
    if (code === 'ENOENT') {
      throw new GuardError('Git', 'git cannot be found.', { hint: 'Install git, or add it to PATH.', cause })
    }
    const words = stderr
      ?.toString()
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^(?:fatal|error): /, '')
    throw new GuardError('Git', `git ${args[0]} failed: ${words || String(code)}.`, { cause })
  }
}

/** Lines of what git printed with `-z`. */
export function records(output: Buffer): string[] {
  return output.toString('utf8').split('\0').slice(0, -1)
}
