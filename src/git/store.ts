import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ioProblem } from '../files/io-problem.ts'
import { GuardError } from '../model/errors.ts'
import { type GitOptions, git, gitNow } from './git.ts'

/**
 * The objects of a checkout under a git folder of our own. No setting of the checkout holds there (filters, remotes,
 * `insteadOf`, ssh command, credential helpers, partial clones), and what is fetched into it leaves no trace.
 */
export interface Store {
  /** Of the checkout. */
  root: string
  /** The checkout is a partial clone, whose commits may lack files. */
  isPartial: boolean
  git(args: readonly string[], options?: GitOptions): Promise<Buffer>
  gitNow(args: readonly string[], options?: GitOptions): Buffer
}

/** @throws {GuardError} `Git` when the folder is in no repository */
export async function openStore(root: string, signal?: AbortSignal): Promise<Store> {
  const asked = ['rev-parse', '--show-object-format', '--git-path', 'objects', '--git-path', 'shallow']
  const [format = 'sha1', ...paths] = (await git(root, asked, { signal })).toString().trimEnd().split('\n')
  const [objects = '', shallow = ''] = paths.map((path) => resolve(root, path))
  const env = { GIT_DIR: makeFolder(format, objects, shallow) }
  return {
    root,
    isPartial: isPartial(objects),
    git: (args, options) => git(root, args, { ...options, env: { ...options?.env, ...env } }),
    gitNow: (args, options) => gitNow(root, args, { ...options, env: { ...options?.env, ...env } }),
  }
}

function makeFolder(format: string, objects: string, shallow: string): string {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'ibguard-git-'))
    removeAtExit(folder)
    for (const each of ['refs', 'objects/info']) mkdirSync(join(folder, each), { recursive: true })
    const version = format === 'sha1' ? 0 : 1
    const extensions = format === 'sha1' ? '' : `[extensions]\n\tobjectFormat = ${format}\n`
    writeFileSync(join(folder, 'HEAD'), 'ref: refs/heads/none\n')
    writeFileSync(
      join(folder, 'config'),
      `[core]\n\trepositoryFormatVersion = ${version}\n\tbare = true\n${extensions}`,
    )
    writeFileSync(join(folder, 'objects/info/alternates'), `${quoted(objects)}\n`)
    // Where history ends in the checkout it ends here.
    if (existsSync(shallow)) copyFileSync(shallow, join(folder, 'shallow'))
    return folder
  } catch (cause) {
    throw new GuardError('Io', `${tmpdir()}: no folder for git can be made there: ${ioProblem(cause)}.`, {
      hint: 'Name a folder that can be written in TMPDIR.',
      cause,
    })
  }
}

/** https://git-scm.com/docs/partial-clone: packs of a server that promises the rest are marked. */
function isPartial(objects: string): boolean {
  try {
    return readdirSync(join(objects, 'pack')).some((name) => name.endsWith('.promisor'))
  } catch {
    return false
  }
}

const quoted = (path: string): string => `"${path.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`

const folders = new Set<string>()

function removeAtExit(folder: string): void {
  if (folders.size === 0) {
    process.once('exit', () => {
      for (const each of folders) rmSync(each, { recursive: true, force: true })
    })
  }
  folders.add(folder)
}
