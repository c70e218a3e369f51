import { GuardError } from '../model/errors.ts'
import { git, records } from './git.ts'
import { moreSettings } from './settings.ts'
import type { Store } from './store.ts'

/** A repository that a revision may come from which a checkout lacks. */
export interface Remote {
  url: string
  /** Settings that a fetch from there needs. */
  settings?: readonly (readonly [key: string, value: string])[]
}

export interface ResolveOptions {
  /**
   * Where to fetch from. Where it is given, a name means what it means there, and no ref of the checkout counts.
   * Default: the checkout, then its `origin`.
   */
  remote?: Remote | undefined
  /** What was opened in the same run before, so that git is not asked again. */
  opened?: Opened | undefined
  signal?: AbortSignal | undefined
}

/** By what was asked for. */
export type Opened = Map<string, Promise<unknown>>

type Signal = AbortSignal | undefined

/** @throws {GuardError} `Git` when there is no such revision, or its name means several */
export async function resolveCommit(store: Store, ref: string, { remote, signal }: ResolveOptions): Promise<string> {
  const known = isHash(ref) ? ref : remote === undefined ? await namedIn(store.root, ref, signal) : undefined
  if (known !== undefined && (await isHere(store, known, signal))) return known
  const from = remote ?? (await originOf(store.root, signal))
  if (from === undefined) throw missing(ref)
  try {
    const source = known ?? (await sourceAt(store, from, ref, signal))
    if (source === undefined) throw missing(ref)
    return await fetchShallow(store, from, source, signal)
  } catch (cause) {
    signal?.throwIfAborted()
    throw missing(ref, cause)
  }
}

function missing(ref: string, cause?: unknown): GuardError {
  return new GuardError('Git', `This repository has no revision ${JSON.stringify(ref)}, and it cannot be fetched.`, {
    hint: 'Fetch it first: git fetch --depth=1 origin REF (actions/checkout: fetch-depth: 0).',
    cause,
  })
}

export const isHash = (ref: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(ref)

/** Whether a commit is here, with all its files. */
async function isHere(store: Store, commit: string, signal: Signal): Promise<boolean> {
  const whole = ['rev-list', '--objects', '--no-walk', '--quiet', '--end-of-options', commit]
  const asked = store.isPartial ? whole : ['cat-file', '-e', `${commit}^{commit}`]
  return (await said(store.git(asked, { signal }), signal)) !== undefined
}

/** Undefined where git refuses. */
async function said(output: Promise<Buffer>, signal: Signal): Promise<string | undefined> {
  try {
    return (await output).toString().trim()
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof GuardError) || /dubious|cannot be found|did not end/.test(error.message)) throw error
    return undefined
  }
}

/** Names that git makes up itself, and expressions that begin with none. */
const ofGit = /^(?:@|[A-Z_]*HEAD|refs\/.*|)$/

/**
 * What a name stands for in the checkout: a remote branch before a tag, which anybody who pushes may have left there.
 * @throws {GuardError} `Git` when it stands for several commits
 */
async function namedIn(root: string, ref: string, signal: Signal): Promise<string | undefined> {
  const commitOf = (name: string): Promise<string | undefined> =>
    said(git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], { signal }), signal)
  const [, name = '', suffix = ''] = /^(.*?)((?:[~^:]|@\{).*)?$/s.exec(ref) ?? []
  if (ofGit.test(name)) return commitOf(ref)
  const [remote, ofOrigin] = [`refs/remotes/${name}`, `refs/remotes/origin/${name}`]
  const [branch, tag] = [`refs/heads/${name}`, `refs/tags/${name}`]
  const commits = await commitsOf(root, [remote, ofOrigin, branch, tag], signal)
  const meant = [remote, branch, ofOrigin, tag].find((each) => commits.has(each))
  if (meant === undefined) return commitOf(ref)
  // Of two branches, or of the user's own branch and a tag, nobody can say which is meant.
  const rival = meant === remote ? branch : meant === branch ? tag : meant
  if (commits.has(rival) && commits.get(rival) !== commits.get(meant)) throw ambiguous(ref, meant, rival)
  if (/^[0-9a-f]{4,39}$/.test(name) && (await said(git(root, ['rev-parse', `--disambiguate=${name}`]), signal))) {
    throw ambiguous(ref, meant, `the commit ${name}…`)
  }
  return suffix === '' ? commits.get(meant) : commitOf(`${meant}${suffix}`)
}

function ambiguous(ref: string, one: string, other: string): GuardError {
  return new GuardError('Git', `The revision ${JSON.stringify(ref)} is ambiguous: ${one} or ${other}.`, {
    hint: 'Write in full which is meant, such as refs/remotes/origin/main, or name the commit.',
  })
}

/** The commits of those of the refs that there are. */
async function commitsOf(root: string, refs: readonly string[], signal: Signal): Promise<Map<string, string>> {
  const format = '--format=%(objectname) %(*objectname) %(refname)'
  // It takes patterns, and what lies below a name.
  const patterns = refs.map((ref) => ref.replaceAll(/[\\*?[]/g, '\\$&'))
  const lines = (await git(root, ['for-each-ref', format, '--', ...patterns], { signal })).toString().split('\n')
  const found = lines.flatMap((line): [string, string][] => {
    const [, object, peeled, name] = /^(\w+) (\w*) (.*)$/.exec(line) ?? []
    return name !== undefined && object !== undefined ? [[name, peeled || object]] : []
  })
  return new Map(found.filter(([name]) => refs.includes(name)))
}

/** The ref that a name means in another repository: a branch before a tag. */
async function sourceAt(store: Store, remote: Remote, ref: string, signal: Signal): Promise<string | undefined> {
  const name = ref.replace(/^(?:refs\/remotes\/)?origin\//, '')
  if (/^-|[~^:?*[\\\s]|@\{|\.\./.test(name)) return undefined
  const wanted = name === 'HEAD' || name.startsWith('refs/') ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`]
  const output = await store.git(['ls-remote', '--quiet', '--', remote.url, ...wanted], within(remote, signal))
  const listed = output
    .toString()
    .split('\n')
    .map((line) => line.split('\t')[1])
  return wanted.find((each) => listed.includes(each))
}

const fetchedRef = 'refs/ibguard/fetched'

async function fetchShallow(store: Store, remote: Remote, source: string, signal: Signal): Promise<string> {
  // All of it, as if nothing were here: what is here may lack files.
  const settings = ['fetch.negotiationAlgorithm=noop', 'gc.auto=0', 'maintenance.auto=false']
  const options = ['--quiet', '--no-tags', '--depth=1', '--no-recurse-submodules', '--no-write-fetch-head']
  const command = [...settings.flatMap((each) => ['-c', each]), 'fetch', ...options]
  await store.git([...command, '--', remote.url, `+${source}:${fetchedRef}`], within(remote, signal))
  const fetched = await store.git(['rev-parse', '--verify', `${fetchedRef}^{commit}`], { signal })
  return fetched.toString().trim()
}

const within = ({ settings = [] }: Remote, signal: Signal) => ({ signal, env: moreSettings(process.env, settings) })

/** Where the checkout came from, with the headers that it sends there; nothing else of its configuration counts. */
async function originOf(root: string, signal: Signal): Promise<Remote | undefined> {
  const pattern = String.raw`^(remote\.origin\.url|http\..*extraheader)$`
  const asked = ['config', '--local', '--includes', '-z', '--get-regexp', pattern]
  const output = await said(git(root, asked, { signal }), signal)
  const settings = records(Buffer.from(output ?? '')).map((record): [string, string] => {
    const at = record.indexOf('\n')
    return [record.slice(0, at), record.slice(at + 1)]
  })
  const url = settings.find(([key]) => key === 'remote.origin.url')?.[1]
  return url === undefined ? undefined : { url, settings: settings.filter(([key]) => key.startsWith('http.')) }
}
