import { GuardError } from '../model/errors.ts'

const maxBuffer = 1024 * 1024 * 1024

/** How long any call may take: more is a server, or a disk, that is gone. */
const limitMs = 60_000

export interface GitOptions {
  input?: string
  env?: Readonly<Record<string, string>>
  /** Ends the call. */
  signal?: AbortSignal | undefined
  /** @default 60 s */
  limitMs?: number
}

/**
 * Runs git in a folder and returns what it printed.
 * @throws {GuardError} `Git` with git's own words
 */
export async function git(folder: string, args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
  const { input = '', signal, limitMs: limit = limitMs } = options
  signal?.throwIfAborted()
  // Loaded with the first call: most runs ask git for nothing.
  const { spawn } = process.getBuiltinModule('node:child_process')
  // A group of its own, so that what git started ends with it.
  const child = spawn('git', argsOf(folder, args), { env: environment(options.env), detached: true, windowsHide: true })
  const output: Buffer[] = []
  const words: Buffer[] = []
  child.stdout.on('data', (data: Buffer) => output.push(data))
  child.stderr.on('data', (data: Buffer) => words.push(data))
  child.stdin.on('error', () => undefined).end(input)
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', (cause: NodeJS.ErrnoException) => reject(failed(args, { ...cause, code: cause.code })))
    child.on('close', (code) => (code === 0 ? resolve() : reject(failed(args, { code, stderr: Buffer.concat(words) }))))
  })
  const end = new AbortController()
  const over = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(tooLong(args, limit)), limit)
    const abort = (): void => reject(signal?.reason)
    signal?.addEventListener('abort', abort, { once: true })
    end.signal.addEventListener('abort', () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    })
  })
  try {
    await Promise.race([ended, over])
  } catch (error) {
    killGroup(child.pid)
    throw error
  } finally {
    end.abort()
    ended.catch(() => undefined)
    for (const stream of [child.stdout, child.stderr]) stream.destroy()
    child.unref()
  }
  return Buffer.concat(output)
}

/** As `git`, for who cannot wait: a module that is being imported. Only for what is on this disk. */
export function gitNow(folder: string, args: readonly string[], { input, env }: GitOptions = {}): Buffer {
  const { execFileSync } = process.getBuiltinModule('node:child_process')
  try {
    return execFileSync('git', argsOf(folder, args), {
      ...(input !== undefined && { input }),
      env: environment(env),
      maxBuffer,
      timeout: limitMs,
      killSignal: 'SIGKILL',
      stdio: ['pipe', 'pipe', 'pipe'],
    })
  } catch (cause) {
    const error = cause as Failure
    throw error.code === 'ETIMEDOUT' ? tooLong(args, limitMs) : failed(args, error)
  }
}

/** Nothing that a checkout's configuration names is started: no hook, no monitor of files, no helper of a protocol. */
function argsOf(folder: string, args: readonly string[]): string[] {
  const settings = [
    'core.quotePath=false',
    'core.fsmonitor=false',
    `core.hooksPath=${process.getBuiltinModule('node:os').devNull}`,
    'protocol.ext.allow=never',
  ]
  return ['-C', folder, ...settings.flatMap((setting) => ['-c', setting]), ...args]
}

/** Variables that say which repository git works on, as hooks and aliases leave them. */
const ofAnother = [
  ...['DIR', 'WORK_TREE', 'INDEX_FILE', 'COMMON_DIR', 'OBJECT_DIRECTORY', 'ALTERNATE_OBJECT_DIRECTORIES', 'PREFIX'],
  ...['NAMESPACE', 'SHALLOW_FILE', 'GRAFT_FILE', 'REPLACE_REF_BASE', 'INTERNAL_SUPER_PREFIX', 'EXTERNAL_DIFF'],
].map((name) => `GIT_${name}`)

function environment(own: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const given = Object.entries(process.env).filter(([name]) => !ofAnother.includes(name))
  return {
    ...Object.fromEntries(given),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // What a commit's name stands for is that commit, and nothing is fetched unasked.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
    ...own,
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

interface Failure {
  code?: string | number | null | undefined
  stderr?: Buffer
}

function failed(args: readonly string[], cause: Failure): GuardError {
  const { code, stderr } = cause
  if (code === 'ENOENT') {
    return new GuardError('Git', 'git cannot be found.', { hint: 'Install git, or add it to PATH.', cause })
  }
  const words = stderr
    ?.toString()
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^(?:fatal|error): /, '')
    .replace(/\.$/, '')
  return new GuardError('Git', `git ${args[0]} failed: ${words || String(code)}.`, { cause })
}

function tooLong(args: readonly string[], ms: number): GuardError {
  return new GuardError('Git', `git ${args[0]} did not end within ${ms / 1_000} s.`, {
    hint: 'Try the same command by hand; the server or the disk may be unavailable.',
  })
}

/** Lines of what git printed with `-z`. */
export function records(output: Buffer): string[] {
  return output.toString('utf8').split('\0').slice(0, -1)
}
