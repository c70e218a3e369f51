/**
 * Paths with `/`, as reports and globs have them, worked out without Node: in a page there are files too, in memory.
 * What comes in may be written as the system does, what comes out has `/`.
 */

/** Without steps that are empty or lead elsewhere. */
const isPlain = /^(?:\/[^/.][^/]*)+$/

const isWindows = globalThis.process?.platform === 'win32'

/** With `/`, as reports and globs have it. */
export function toPosix(path: string): string {
  return isWindows ? path.replaceAll('\\', '/') : path
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || (isWindows && /^[a-z]:[\\/]/i.test(path))
}

/** The parts as one path, its `.` and `..` resolved; `.` for nothing. */
export function join(...parts: readonly string[]): string {
  const path = toPosix(parts.filter((part) => part !== '').join('/'))
  const isRooted = path.startsWith('/')
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue
    if (step !== '..') steps.push(step)
    else if (steps.length > 0 && steps.at(-1) !== '..') steps.pop()
    else if (!isRooted) steps.push(step)
  }
  const joined = steps.join('/')
  const end = joined !== '' && path.endsWith('/') ? '/' : ''
  if (isRooted) return `/${joined}${end}`
  return joined === '' ? `.${path.endsWith('/') ? '/' : ''}` : joined + end
}

/** A path that counts from an absolute folder, unless it is absolute itself. */
export function resolve(folder: string, path: string): string {
  const found = isAbsolute(path) ? join(path) : join(folder, path)
  return found.length > 1 && found.endsWith('/') ? found.slice(0, -1) : found
}

/** The folder that a path is in; `.` for a name alone. */
export function dirname(path: string): string {
  const whole = toPosix(path).replace(/(?<=.)\/+$/, '')
  const slash = whole.lastIndexOf('/')
  return slash === -1 ? '.' : whole.slice(0, slash) || '/'
}

/** The way from one absolute folder to a path; empty for the folder itself. */
export function relative(folder: string, path: string): string {
  // Nearly always a file below, both of them as `resolve` makes them.
  if (path.startsWith(folder) && path[folder.length] === '/' && !isWindows && isPlain.test(path))
    return path.slice(folder.length + 1)
  const from = join(folder).split('/').filter(Boolean)
  const to = join(path).split('/').filter(Boolean)
  const differs = from.findIndex((step, at) => to[at] !== step)
  const common = differs === -1 ? from.length : differs
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/')
}
