import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { openScripts } from '../../src/cli/kept-code.ts'
import { spareMemory } from '../../src/cli/spare-memory.ts'
import { tempFolder } from '../support/temp-folder.ts'

const script = '(function (importMeta, module, part) { module.exports = { double: (n) => n * 2, importMeta, part } })\n'

interface Exports {
  double(n: number): number
  importMeta: ImportMeta
  part: typeof part
}
declare const part: (name: string) => { double(n: number): number }

function place(source = script) {
  const cwd = tempFolder({ 'run.cjs': source, 'more.cjs': source })
  const env: Record<string, string> = { XDG_CACHE_HOME: join(cwd, 'cache') }
  const folder = join(cwd, 'cache/ibguard')
  const meta = { ...import.meta, dirname: cwd }
  const open = (kind = 'lint', hash = 'abc') =>
    openScripts({ hashes: { 'run.cjs': hash, 'more.cjs': 'more' }, kind, env, meta })
  const load = (): Exports => open().part<Exports>('run.cjs')
  const runOnce = (kind?: string, hash?: string): number => {
    const { part, keep } = open(kind, hash)
    const result = part<Exports>('run.cjs').double(21)
    keep()
    return result
  }
  const kept = (): string[] => readdirSync(join(cwd, 'cache'), { recursive: true }).map(String).sort()
  return { cwd, env, folder, meta, open, load, runOnce, kept }
}

describe('kept code', () => {
  it('is written once, for the user alone, and serves the next run', () => {
    const { folder, meta, load, runOnce } = place()
    expect(runOnce()).toBe(42)
    const file = join(folder, 'abc-lint')
    expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600])
    const written = readFileSync(file)
    expect(runOnce()).toBe(42)
    expect(readFileSync(file).equals(written)).toBe(true)
    expect(load().importMeta).toBe(meta)
    expect(readdirSync(folder)).toEqual(['abc-lint'])
  })

  it('of another version or kind of run is another', () => {
    const { runOnce, kept } = place()
    for (const kind of ['lint', 'plan']) runOnce(kind)
    runOnce('lint', 'def')
    expect(kept()).toEqual(['ibguard', 'ibguard/abc-lint', 'ibguard/abc-plan', 'ibguard/def-lint'])
  })

  it('that is broken is made anew', () => {
    const { folder, runOnce } = place()
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const file = join(folder, 'abc-lint')
    writeFileSync(file, 'no code', { mode: 0o600 })
    expect(runOnce()).toBe(42)
    expect(readFileSync(file).length).toBeGreaterThan(100)
  })

  it('is kept of a run that spared memory for a while', () => {
    const { open, kept } = place()
    const { part, keep } = open()
    part('run.cjs')
    const giveBack = spareMemory()
    giveBack()
    keep()
    expect(kept()).toContain('ibguard/abc-lint')
  })

  it.each(['folder', 'file'])('is not read from a %s that others may write', (which) => {
    const { folder, runOnce } = place()
    runOnce()
    const file = join(folder, 'abc-lint')
    chmodSync(which === 'folder' ? folder : file, 0o777)
    writeFileSync(file, 'planted')
    expect(runOnce()).toBe(42)
    // A file is put in its place; into the folder nothing is.
    expect(readFileSync(file, 'utf8') === 'planted').toBe(which === 'folder')
  })

  it.each(['.', '..'])("is neither written nor read in a checkout, which is anybody's: %s", (top) => {
    const { cwd, folder, runOnce } = place()
    runOnce()
    writeFileSync(join(folder, 'abc-lint'), 'planted')
    mkdirSync(join(folder, '..', top, '.git'))
    expect(runOnce()).toBe(42)
    expect(readFileSync(join(folder, 'abc-lint'), 'utf8')).toBe('planted')
    expect(readdirSync(cwd)).toContain('cache')
  })

  it('is not read where others may read it, as in what was unpacked from elsewhere', () => {
    const { folder, runOnce } = place()
    runOnce()
    chmodSync(folder, 0o755)
    writeFileSync(join(folder, 'abc-lint'), 'planted')
    expect(runOnce()).toBe(42)
    expect(readFileSync(join(folder, 'abc-lint'), 'utf8')).toBe('planted')
  })

  it('is not written where a folder is asked for that is none, or nothing is to be kept', () => {
    const { cwd, env, runOnce } = place()
    writeFileSync(join(cwd, 'cache'), '')
    expect(runOnce()).toBe(42)
    env.XDG_CACHE_HOME = join(cwd, 'other')
    env.NODE_DISABLE_COMPILE_CACHE = '1'
    expect(runOnce()).toBe(42)
    delete env.NODE_DISABLE_COMPILE_CACHE
    for (const kind of ['', '../x', 'a'.repeat(13), 'x.yaml']) expect(runOnce(kind)).toBe(42)
    expect(readdirSync(cwd)).toEqual(['cache', 'more.cjs', 'run.cjs'])
  })

  it('is not written in a run that set a flag, which the next would not have', () => {
    const { cwd, open } = place()
    const { part, keep } = open()
    part('run.cjs')
    setFlagsFromString('--semi-space-growth-factor=3')
    keep()
    setFlagsFromString('--semi-space-growth-factor=2')
    expect(readdirSync(cwd)).toEqual(['more.cjs', 'run.cjs'])
  })

  it('of a script that another asks for is kept beside it, from the first run that asks', () => {
    const { open, runOnce, kept } = place()
    runOnce()
    const { part, keep } = open()
    const { part: another } = part<Exports>('run.cjs')
    expect(another('more.cjs').double(4)).toBe(8)
    expect(another('more.cjs')).toBe(part('more.cjs'))
    keep()
    expect(kept()).toEqual(['ibguard', 'ibguard/abc-lint', 'ibguard/more-lint'])
  })

  it('stays twenty files', () => {
    const { folder, runOnce } = place()
    for (let at = 0; at < 23; at++) runOnce('lint', `v${at}`)
    expect(readdirSync(folder)).toHaveLength(20)
  })
})
