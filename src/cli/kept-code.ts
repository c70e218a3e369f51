/**
 * Loads a script with the machine code's forerunner that V8 made of it in an earlier run. Node's own compile cache is
 * taken before anything has run, so it lacks every function that is compiled when it is called; that is most of a small
 * run's time.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { constants, Script } from 'node:vm'

interface Kept {
  /** The scripts' hashes, by name: V8 itself compares no more than the length of what was compiled. */
  hashes: Readonly<Record<string, string>>
  /** What this kind of run is called; each has functions of its own. */
  kind: string | undefined
  env: Readonly<Record<string, string | undefined>>
  /** Of the module beside which the scripts are. */
  meta: ImportMeta
}

export interface Scripts {
  /** What a script exports; it is run the first time that somebody asks. */
  part<Exports>(name: string): Exports
  /** To be called when the work is done: keeps what was compiled of each script, where nothing was kept before. */
  keep(): void
}

interface Loaded {
  exports: unknown
  keep(): void
}

/** Each upgrade and each kind of run leaves two files of up to half a megabyte. */
const mostFiles = 20

/** Scripts are functions of `import.meta`, of the `module` that takes their exports, and of `part`. */
export function openScripts({ hashes, kind = '', env, meta }: Kept): Scripts {
  const folder = /^[a-z-]{1,12}$/.test(kind) ? cacheFolder(env) : undefined
  const loaded = new Map<string, Loaded>()
  withoutWarning('vm.USE_MAIN_CONTEXT_DEFAULT_LOADER')
  const load = (name: string): Loaded => {
    const path = folder === undefined ? undefined : join(folder, `${hashes[name]}-${kind}`)
    const script = loadScript(join(meta.dirname, name), path)
    const module = { exports: {} }
    script.run(meta, module, part)
    return { exports: module.exports, keep: script.keep }
  }
  const part = <Exports>(name: string): Exports => {
    const known = loaded.get(name) ?? load(name)
    loaded.set(name, known)
    return known.exports as Exports
  }
  return {
    part,
    keep() {
      for (const { keep } of loaded.values()) keep()
    },
  }
}

/** A script that is compiled, and what keeps what was compiled at `path`. */
function loadScript(file: string, path: string | undefined): { run: (...given: unknown[]) => void; keep: () => void } {
  const cachedData = path && readOwn(path)
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    ...(cachedData && { cachedData }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  const isKept = cachedData && !script.cachedDataRejected
  const flags = isKept ? undefined : flagsOfV8()
  return {
    run: script.runInThisContext(),
    keep() {
      // A flag that the run has set would make the next one refuse it.
      if (path === undefined || isKept || flags !== flagsOfV8()) return
      const folder = dirname(path)
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        if (!isOwn(statSync(folder))) return
        const unfinished = `${path}.${process.pid}`
        // Flushed: a file that lost its end with the power would be run all the same.
        writeFileSync(unfinished, script.createCachedData(), { mode: 0o600, flush: true, flag: 'wx' })
        renameSync(unfinished, path)
        removeOldest(folder)
      } catch {
        // A disk that is full or read-only costs the next run a few milliseconds, no more.
      }
    },
  }
}

/** Node says of a name that it is experimental once it is used; whoever runs a command can do nothing about it. */
function withoutWarning(name: string): void {
  const emit = process.emitWarning.bind(process) as (warning: string | Error, ...rest: unknown[]) => void
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).startsWith(name)) emit(warning, ...rest)
  }
}

const flagsOfV8 = (): number => process.getBuiltinModule('node:v8').cachedDataVersionTag()

function cacheFolder(env: Kept['env']): string | undefined {
  if (env.NODE_DISABLE_COMPILE_CACHE) return undefined
  const base = env.XDG_CACHE_HOME || env.LOCALAPPDATA || (env.HOME && join(env.HOME, '.cache'))
  return base && isAbsolute(base) && !isInCheckout(base) ? join(base, 'ibguard') : undefined
}

/** CI often keeps its caches inside of the checkout, where whoever opens a pull request can plant what is run here. */
function isInCheckout(path: string): boolean {
  return existsSync(join(path, '.git')) || (dirname(path) !== path && isInCheckout(dirname(path)))
}

/** What is read here is run, so nobody else may have written it. */
function readOwn(path: string): Buffer | undefined {
  let descriptor: number | undefined
  try {
    if (!isOwn(statSync(dirname(path)))) return undefined
    descriptor = openSync(path, 'r')
    return isOwn(fstatSync(descriptor)) ? readFileSync(descriptor) : undefined
  } catch {
    return undefined
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

function isOwn({ uid, mode }: { uid: number; mode: number }): boolean {
  // Windows has no such ids; there the folder is in the user's profile.
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0)
}

function removeOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name))
  const byAge = files.map((file) => ({ file, at: statSync(file).mtimeMs })).sort((a, b) => b.at - a.at)
  for (const { file } of byAge.slice(mostFiles)) rmSync(file)
}
