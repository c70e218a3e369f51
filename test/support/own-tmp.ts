/** Gives a run of tests a temporary folder of its own: what workers and killed processes leave there goes with it. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The process is part of the name: a run that is killed removes nothing, so the next one does. */
const named = /^ibguard-tests-(\d+)-/

export default function setup(): () => void {
  const outer = tmpdir()
  for (const name of readdirSync(outer)) if (isLeft(name)) remove(join(outer, name))
  const own = mkdtempSync(join(outer, `ibguard-tests-${process.pid}-`))
  process.env.TMPDIR = own
  return () => remove(own)
}

function isLeft(name: string): boolean {
  const pid = Number(named.exec(name)?.[1])
  if (Number.isNaN(pid)) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

const remove = (path: string): void => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
