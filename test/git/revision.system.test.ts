import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openMergeBase, openRevision } from '../../src/git/revision.ts'
import { moreSettings } from '../../src/git/settings.ts'
import { commit, git, repository } from '../support/repository.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'

afterEach(() => vi.unstubAllEnvs())

/** The text of `x.txt` in what a name stands for. */
const textAt = async (root: string, ref: string, options = {}): Promise<string> =>
  String((await openRevision(root, ref, options)).read('x.txt'))

/** A repository whose `main` says `one`, then `two`. */
function twoCommits(): { root: string; first: string; second: string } {
  const root = repository({ 'x.txt': 'one' })
  const first = git(root, 'rev-parse', 'HEAD').trim()
  writeFiles(root, { 'x.txt': 'two' })
  commit(root)
  return { root, first, second: git(root, 'rev-parse', 'HEAD').trim() }
}

describe('a name', () => {
  it('means the remote branch before a tag', async () => {
    const { root, first, second } = twoCommits()
    git(root, 'update-ref', 'refs/remotes/origin/main', first)
    git(root, 'update-ref', 'refs/remotes/origin/next', first)
    git(root, 'tag', 'origin/main', second)
    git(root, 'tag', 'next', second)
    expect(await textAt(root, 'origin/main')).toBe('one')
    expect(await textAt(root, 'next')).toBe('one')
    expect(await textAt(root, 'origin/main^{commit}')).toBe('one')
    expect(await textAt(root, 'refs/tags/origin/main')).toBe('two')
  })

  it('means a branch, a tag, a commit, or what git makes up', async () => {
    const { root, first } = twoCommits()
    git(root, 'tag', '-a', '-m', 'x', 'v1', first)
    const asked = ['main', 'main~1', 'HEAD', '@', 'v1', first, first.slice(0, 12), 'refs/heads/main', 'HEAD@{0}']
    expect(await Promise.all(asked.map((ref) => textAt(root, ref)))).toEqual([
      'two',
      'one',
      'two',
      'two',
      'one',
      'one',
      'one',
      'two',
      'two',
    ])
  })

  it.each([
    ['a branch here and one of the remote', 'refs/heads/origin/main', 'refs/remotes/origin/main', 'origin/main'],
    ['a branch and a tag', 'refs/heads/v1', 'refs/tags/v1', 'v1'],
  ])('that means several commits is an error: %s', async (_, one, other, ref) => {
    const { root, first, second } = twoCommits()
    git(root, 'update-ref', one, first)
    git(root, 'update-ref', other, second)
    await expect(openRevision(root, ref)).rejects.toMatchObject({
      code: 'Git',
      message: expect.stringContaining('is ambiguous'),
    })
    git(root, 'update-ref', other, first)
    expect(await textAt(root, ref)).toBe('one')
  })

  it('of a tag that looks like a commit is an error', async () => {
    const { root, first, second } = twoCommits()
    git(root, 'tag', first.slice(0, 10), second)
    await expect(openRevision(root, first.slice(0, 10))).rejects.toThrow('is ambiguous')
  })

  it('means what it means in the repository that is to be asked, whatever the checkout says', async () => {
    const { root: upstream, first } = twoCommits()
    git(upstream, 'branch', 'policy', first)
    git(upstream, 'tag', 'policy', 'main')
    git(upstream, 'tag', 'v1', first)
    const fork = repository({ 'x.txt': 'forged' })
    for (const ref of ['heads/main', 'heads/policy', 'remotes/origin/main', 'remotes/origin/policy', 'tags/v1']) {
      git(fork, 'update-ref', `refs/${ref}`, 'HEAD')
    }
    git(fork, 'remote', 'add', 'origin', fork)
    git(fork, 'config', `url.${fork}.insteadOf`, upstream)
    const remote = { url: upstream }
    const asked = ['main', 'origin/main', 'policy', 'refs/remotes/origin/policy', 'v1', first]
    expect(await Promise.all(asked.map((ref) => textAt(fork, ref, { remote })))).toEqual([
      'two',
      'two',
      'one',
      'one',
      'one',
      'one',
    ])
    await expect(openRevision(fork, 'gone', { remote })).rejects.toThrow('cannot be fetched')
    expect(git(fork, 'count-objects')).toContain('3 objects')
  })
})

describe('a link of a revision', () => {
  it('is followed inside the revision, not in the checkout', async () => {
    const root = repository({ 'a/x.txt': 'in the commit', 'b/y.txt': '' })
    symlinkSync('../a/x.txt', join(root, 'b/file'))
    symlinkSync('../a', join(root, 'b/folder'))
    symlinkSync('folder', join(root, 'b/again'))
    commit(root)
    writeFiles(root, { 'a/x.txt': 'in the checkout' })
    const revision = await openRevision(root, 'HEAD')
    for (const path of ['b/file', 'b/folder/x.txt', 'b/again/x.txt']) {
      expect(String(revision.read(path))).toBe('in the commit')
      expect(revision.isIndirect(path)).toBe(true)
    }
    expect(revision.isIndirect('a/x.txt')).toBe(false)
    expect(revision.read('a/none.txt')).toBeUndefined()
  })

  it.each([
    ['/etc/hostname', 'a link out of the repository'],
    ['../../x', 'a link out of the repository'],
    ['none.yaml', 'a link to nothing'],
    ['link', 'a link that leads back to itself'],
  ])('that leads to no file of it is refused: %s', async (target, words) => {
    const root = repository({ 'a/x.txt': '' })
    symlinkSync(target, join(root, 'a/link'))
    commit(root)
    const revision = await openRevision(root, 'HEAD')
    expect(() => revision.read('a/link')).toThrow(words)
    expect(revision.readAll(['a/link', 'a/x.txt']).size).toBe(1)
  })
})

it('a submodule is read at the commit that the revision names, a link into it too', async () => {
  const module = repository({ 'x.txt': 'old' })
  const root = repository({})
  git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', module, 'sub')
  symlinkSync('sub/x.txt', join(root, 'link'))
  commit(root)
  writeFiles(join(root, 'sub'), { 'x.txt': 'new' })
  commit(join(root, 'sub'))
  const revision = await openRevision(root, 'HEAD')
  expect([revision.read('sub/x.txt'), revision.read('link')].map(String)).toEqual(['old', 'old'])
  expect(revision.isIndirect('sub/x.txt')).toBe(true)
})

it('a partial clone gets the files that it lacks', async () => {
  const { root: upstream, first } = twoCommits()
  git(upstream, 'config', 'uploadpack.allowFilter', 'true')
  git(upstream, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  const clone = join(tempFolder(), 'clone')
  git(upstream, 'clone', '-q', '--filter=blob:none', `file://${upstream}`, clone)
  expect(await textAt(clone, first)).toBe('one')
})

it('the merge base is where the branch left, and the revision itself where history is cut off', async () => {
  const { root, first } = twoCommits()
  git(root, 'checkout', '-q', '-b', 'topic', first)
  git(root, 'commit', '-q', '--allow-empty', '-m', 'x')
  expect((await openMergeBase(root, 'main')).commit).toBe(first)
  const clone = join(tempFolder(), 'clone')
  git(root, 'clone', '-q', '--depth=1', '--branch=topic', `file://${root}`, clone)
  expect(String((await openMergeBase(clone, 'origin/main')).read('x.txt'))).toBe('two')
})

describe('the configuration of a checkout', () => {
  it('runs nothing: no hook, monitor, filter, helper, ssh or proxy command, and rewrites no address', async () => {
    const { root: upstream } = twoCommits()
    git(upstream, 'branch', 'policy')
    const root = repository({ 'x.txt': 'here', '.gitattributes': '* filter=evil diff=evil\n' })
    const ran = join(tempFolder(), 'ran')
    const evil = join(tempFolder({ 'evil.sh': `#!/bin/sh\ntouch ${ran}\ncat\n` }), 'evil.sh')
    chmodSync(evil, 0o755)
    for (const [key, value] of Object.entries({
      'core.fsmonitor': evil,
      'core.sshCommand': evil,
      'core.gitProxy': evil,
      'core.askPass': evil,
      'core.pager': evil,
      'core.alternateRefsCommand': evil,
      'core.hooksPath': join(root, '.git/hooks'),
      'credential.helper': evil,
      'filter.evil.clean': evil,
      'filter.evil.smudge': evil,
      'filter.evil.process': evil,
      'diff.evil.textconv': evil,
      'diff.evil.command': evil,
      'remote.origin.url': upstream,
      'remote.origin.uploadpack': evil,
      'url.ssh://nowhere.example/.insteadOf': upstream,
      'uploadpack.packObjectsHook': evil,
      'fetch.fsck.skipList': evil,
    })) {
      git(root, 'config', key, value)
    }
    mkdirSync(join(root, '.git/hooks'), { recursive: true })
    for (const hook of ['reference-transaction', 'post-index-change', 'pre-auto-gc', 'post-checkout']) {
      writeFiles(root, { [`.git/hooks/${hook}`]: readFileSync(evil, 'utf8') })
      chmodSync(join(root, '.git/hooks', hook), 0o755)
    }
    expect(await textAt(root, 'origin/policy')).toBe('two')
    expect(String((await openMergeBase(root, 'HEAD')).read('x.txt'))).toBe('here')
    expect(existsSync(ran)).toBe(false)
    git(root, 'status')
    expect(existsSync(ran)).toBe(true)
  })

  it('replaces no commit by another', async () => {
    const { root, first, second } = twoCommits()
    git(root, 'replace', first, second)
    expect(await textAt(root, first)).toBe('one')
  })
})

describe('the environment', () => {
  it('of a hook leads to no other repository', async () => {
    const { root, first } = twoCommits()
    const other = repository({ 'x.txt': 'of another' })
    vi.stubEnv('GIT_DIR', join(other, '.git'))
    vi.stubEnv('GIT_INDEX_FILE', join(other, '.git/index'))
    vi.stubEnv('GIT_OBJECT_DIRECTORY', join(other, '.git/objects'))
    expect(await textAt(root, first)).toBe('one')
  })

  it('keeps its settings beside ours', () => {
    const own = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'a.b', GIT_CONFIG_VALUE_0: 'own' }
    const env = { ...own, GIT_CONFIG_PARAMETERS: "'c.d'='given'", ...moreSettings(own, [['e.f', 'ours']]) }
    const said = (key: string): string =>
      execFileSync('git', ['config', key], { env: { PATH: process.env.PATH, ...env } })
        .toString()
        .trim()
    expect(['a.b', 'c.d', 'e.f'].map(said)).toEqual(['own', 'given', 'ours'])
  })
})

it('a git that never ends is left when the run is', async () => {
  const { root, first } = twoCommits()
  const pids = join(tempFolder(), 'pids')
  const folder = tempFolder({ git: `#!/bin/sh\nsleep 60 &\necho $! > ${pids}\nwait\n` })
  chmodSync(join(folder, 'git'), 0o755)
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
  const cancelled = new AbortController()
  const opening = openRevision(root, first, { signal: cancelled.signal })
  await vi.waitUntil(() => existsSync(pids))
  cancelled.abort(new Error('SIGTERM'))
  await expect(opening).rejects.toThrow('SIGTERM')
  // What it started is gone too.
  const pid = Number(readFileSync(pids, 'utf8'))
  await vi.waitUntil(() => !isAlive(pid))
})

function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2] !== 'Z'
  } catch {
    return false
  }
}
